# xml.etree.ElementTree: reading, finding, changing, writing, and what is said of documents that are not well-formed.
import xml.etree.ElementTree as ET, io
t=ET.fromstring("""<?xml version="1.0"?>
<!DOCTYPE data [<!ENTITY who "World">]>
<data xmlns:x="http://x.org" a="1 &lt; 2">
  <!-- c --><country name="Liechtenstein"><rank updated='yes'>2</rank><year>2008</year><neighbor name="Austria" direction="E"/></country>
  <country name="Singapore"><rank>5</rank><x:thing x:k="v">hi &who; &#233;</x:thing><![CDATA[<raw>]]></country>tail
</data>""")
print(t.tag, t.attrib, [c.get("name") for c in t], t.find("country/rank").text, t.findtext(".//{http://x.org}thing"))
for p in ["country","./country[2]","country[@name='Singapore']/rank","*[year]",".//rank[@updated]","country[last()]","country[rank='5']",".//year/..","{*}country","//x" [1:]]:
    try: print(p, t.findall(p) and [e.tag for e in t.findall(p)])
    except SyntaxError as e: print(p, e)
print(ET.tostring(t).decode()); ET.indent(t); print(ET.tostring(t, encoding="unicode"))
r=ET.Element("a", {"x":"é\n\""}); b=ET.SubElement(r,"b",k="1"); b.text="<&>é"; b.tail="t"; r.append(ET.Comment(" c ")); ET.SubElement(r,"{http://u}c")
print(ET.tostring(r), ET.tostring(r,encoding="utf-8",xml_declaration=True), ET.tostring(r,"unicode",method="text"), ET.tostring(r,method="html"), ET.tostring(r,short_empty_elements=False))
for bad in ["<a>","<a></b>","<a b=1/>","","x","<a/><b/>","<a>&foo;</a>","<a b='1' b='2'/>","<a x:b='1'/>","<a>\x00</a>","<a><</a>","<a b='<'/>","<a b></a>","<!-- -- --><a/>","<a>]]></a>","</a>","<a/>x","<a/ >","<1/>","<a b='1'c='2'/>","<?xml?><a/>"," <?xml version='1.0'?><a/>", "<a><![CDATA[x</a>", "<a>&#0;</a>","<a>&#xZ;</a>","<a>& b</a>","<a","<a b='1"]:
    try: print(bad, ET.tostring(ET.fromstring(bad)))
    except ET.ParseError as e: print(repr(bad), e, e.code, e.position)
for ev, el in ET.iterparse(io.BytesIO(b"<r><i>1</i><i>2</i></r>"), events=("start","end","start-ns")): print(ev, getattr(el,"tag",el), getattr(el,"text",None))
p=ET.XMLPullParser(["end"]); 
for c in "<r><i>one</i><j k='v'>two &amp; three</j></r>": p.feed(c)
p.close(); print([(e,x.tag,x.text) for e,x in p.read_events()])
