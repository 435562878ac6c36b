# email: mails made in both ways, read again, and what is wrong with them.
import email, email.policy
from email.message import EmailMessage
from email.mime.text import MIMEText
from email.mime.multipart import MIMEMultipart
from email.mime.application import MIMEApplication
from email.header import Header, decode_header, make_header
from email.utils import *
m = MIMEText("héllo wörld", "plain", "utf-8"); m["Subject"]="Café ☕ and a long long subject which has to be folded somewhere because it is too long"; m["To"]="a@b.c"
print(m.as_string()); print(m.as_bytes()); print(m.get_payload(decode=True).decode())
m2 = MIMEText("hello"); m2["Subject"] = Header("Grüße", "iso-8859-1"); print(m2)
mm = MIMEMultipart(boundary="BB"); mm.attach(m); mm.attach(MIMEApplication(b"\0\1\2"*40, Name="x.bin")); print(mm.as_string())
p = email.message_from_string(mm.as_string()); print(p.is_multipart(), [x.get_content_type() for x in p.walk()], p.get_payload(0)["Subject"], p.get_payload(1).get_filename(), p.get_payload(1).get_payload(decode=True)[:4])
print(decode_header(p.get_payload(0)["Subject"]), str(make_header(decode_header(p.get_payload(0)["Subject"]))))
e = EmailMessage(); e["Subject"]="Ayons asperges pour le déjeuner"; e["From"]="Pépé Le Pew <pepe@example.com>"; e["To"]="Penelope <pen@example.com>, Fabrette <fab@example.com>"
e.set_content("Salut!\n\nCela ressemble à un excellent recipie[1] déjeuner.\n"); print(e.as_string()); print(bytes(e)); print(e["to"].addresses, type(e["to"]), repr(e["to"]))
e.add_alternative("<html><p>Salut</p></html>", subtype="html"); e.add_attachment(b"PDF"*30, maintype="application", subtype="pdf", filename="menü.pdf")
s=e.as_string(); import re; b = re.findall(r'boundary="([^"]+)"', s)
for i,x in enumerate(b): s=s.replace(x,f"B{i}")
print(s); print([ (a.get_filename(), a.get_content_type(), len(a.get_content())) for a in e.iter_attachments()], e.get_body().get_content())
q = email.message_from_bytes(bytes(e), policy=email.policy.default); print(q["subject"], q["from"], q.get_body(("plain",)).get_content())
print(parsedate_to_datetime("Fri, 09 Nov 2001 01:08:47 -0000"), parsedate_to_datetime("Mon, 20 Nov 1995 19:12:08 -0500"), formatdate(0), formatdate(0, usegmt=True), parsedate_tz("Wed, 3 Apr 02 12.34.56.78+0800"), parsedate("Sun Nov  6 08:49:37 1994"))
print(parseaddr("Joe <joe@x.org>"), parseaddr('"A, B" <ab@x.org>'), getaddresses(["a@b.c, D <d@e.f>", "G: x@y.z;"]), formataddr(("Ä", "a@b.c")), formataddr(('a"b', "x@y")))
try: e["Subject"]="again"
except ValueError as x: print(x)
try: e["X"]="a\nb"
except ValueError as x: print(x)
msg=email.message_from_string("From: a\nTo: b\nContent-Type: multipart/mixed; boundary=\"X\"\n\npre\n--X\n\none\n--X\nContent-Type: text/html; charset=latin-1\n\ntwo\n--X--\nepi\n")
print(msg.preamble, msg.epilogue, [x.get_payload() for x in msg.get_payload()], msg.get_charsets(), msg.keys(), msg.get_boundary(), msg.defects); print(msg.as_string())
