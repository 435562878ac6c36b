# xml.dom.minidom and xml.sax.
from xml.dom.minidom import parseString, Document, getDOMImplementation
d=parseString('<?xml version="1.0" encoding="utf-8"?><!DOCTYPE r SYSTEM "x.dtd"><r xmlns:k="http://k"><a id="1">text<b/>more</a><!--c--><k:e k:q="v"/><![CDATA[<x>]]><?pi some data?></r>')
print(d.toxml()); print(d.toprettyxml(indent="  ")); print(d.documentElement.tagName, d.getElementsByTagName("a")[0].getAttribute("id"), d.getElementsByTagNameNS("http://k","e"), d.getElementsByTagName("a")[0].firstChild)
doc=Document(); root=doc.createElement("root"); doc.appendChild(root); c=doc.createElement("c"); c.setAttribute("x",'1"<'); root.appendChild(c); c.appendChild(doc.createTextNode("a & b")); print(doc.toprettyxml(encoding="utf-8")); print(root.toxml(), c.attributes.items(), c.parentNode is root, c.nextSibling)
root.insertBefore(doc.createComment("hi"), c); root.replaceChild(doc.createElement("d"), c); print(root.toxml(), [n.nodeType for n in root.childNodes], root.cloneNode(True).toxml())
import xml.sax, io
class H(xml.sax.ContentHandler):
    def startElement(s,n,a): print("start",n,dict(a.items()))
    def endElement(s,n): print("end",n)
    def characters(s,t): print("chars",repr(t))
    def processingInstruction(s,t,d): print("pi",t,d)
    def startDocument(s): print("doc")
    def endDocument(s): print("enddoc")
xml.sax.parseString('<a x="1"><b>t&amp;u</b><?p d?></a>', H())
try: xml.sax.parseString('<a><b></a>', H())
except xml.sax.SAXParseException as e: print(e, e.getLineNumber(), e.getColumnNumber(), e.getMessage())
from xml.sax.saxutils import *
print(escape("<a&b>"), quoteattr('x"y'), quoteattr("a'\"b"), unescape("&lt;&amp;gt;"))
o=io.StringIO(); g=XMLGenerator(o,"utf-8"); g.startDocument(); g.startElement("a",{"b":"<"}); g.characters("x<y"); g.endElement("a"); g.endDocument(); print(o.getvalue())
