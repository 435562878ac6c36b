# ipaddress, and the names and conversions of socket and selectors.
from ipaddress import *
def show(*f):
    for g in f:
        try: print(repr(g()))
        except BaseException as e: print(type(e).__name__, e)
for t in ['1.2.3.4','::1','1.2.3','1.2.3.256','01.2.3.4','a.b.c.d','1.2.3.4/8','2001:db8::1','::ffff:1.2.3.4','1::2::3','12345::',':1','1:2:3:4:5:6:7:8:9','','::',4,2**40,b'\1\2\3\4','1:0:0:2:0:0:0:3','1:2:3:4:5:6:7::']:
    show(lambda: ip_address(t), lambda: ip_address(t).exploded, lambda: IPv4Address(t), lambda: IPv6Address(t))
for t in ['10.0.0.0/8','10.0.0.1/8','192.168.1.0/255.255.255.0','1.2.3.4','::/0','2001:db8::/32','1.2.3.0/33','1.2.3.0/24/1',('10.0.0.0',30)]:
    show(lambda: ip_network(t), lambda: ip_network(t,strict=False), lambda: [str(x) for x,_ in zip(ip_network(t).hosts(),range(3))], lambda: ip_network(t).netmask, lambda: ip_network(t).broadcast_address, lambda: ip_network(t).num_addresses)
for a in ['127.0.0.1','10.1.1.1','8.8.8.8','224.0.0.1','169.254.1.1','100.64.0.1','::1','fe80::1','2001:db8::1','2606::1','fc00::1','240.0.0.1','0.0.0.0']:
    x=ip_address(a); print(a,x.is_private,x.is_global,x.is_loopback,x.is_multicast,x.is_link_local,x.is_reserved,x.is_unspecified, x.reverse_pointer, f'{x:x}', f'{x:#b}'[:20])
n=ip_network('10.0.0.0/24'); print(list(n.subnets(new_prefix=26)), n.supernet(), ip_address('10.0.0.5') in n, n[5], n[-1], n.overlaps(ip_network('10.0.0.128/25')), list(n.address_exclude(ip_network('10.0.0.0/26'))), ip_network('10.0.0.0/25').subnet_of(n), n<ip_network('11.0.0.0/8'), n==ip_network('10.0.0.0/24'))
i=ip_interface('10.0.0.5/24'); print(repr(i), i.ip, i.network, i.with_netmask, str(i))
print(list(summarize_address_range(ip_address('1.1.1.0'),ip_address('1.1.1.9'))), list(collapse_addresses([ip_network('10.0.0.0/25'),ip_network('10.0.0.128/25'),ip_address('10.0.1.0')])))
show(lambda: ip_address('1.1.1.1')<ip_address('::1'), lambda: ip_address('1.1.1.1')+1, lambda: ip_address('255.255.255.255')+1, lambda: hash(ip_address('1.1.1.1'))==hash(IPv4Address('1.1.1.1')), lambda: sorted([ip_address('2.2.2.2'),ip_address('1.1.1.1')]), lambda: ip_address('::ffff:1.2.3.4').ipv4_mapped, lambda: ip_network('10.0.0.0/24').is_private)
import socket as s
show(lambda: s.inet_aton('1.2.3.4'), lambda: s.inet_aton('1.2'), lambda: s.inet_aton('x'), lambda: s.inet_ntoa(b'\1\2\3\4'), lambda: s.inet_pton(s.AF_INET6,'::1'), lambda: s.inet_ntop(s.AF_INET,b'\1\2\3\4'), lambda: s.htons(1), lambda: s.AF_INET, lambda: s.SOCK_STREAM, lambda: s.getdefaulttimeout(), lambda: issubclass(s.gaierror, OSError), lambda: s.timeout is TimeoutError, lambda: s.getaddrinfo('127.0.0.1',80,type=s.SOCK_STREAM))
import selectors
k=selectors.SelectSelector()
show(lambda: k.register(0,selectors.EVENT_READ,'x'), lambda: k.register(0,1), lambda: k.get_key(0).data, lambda: len(k.get_map()), lambda: k.register(1,9), lambda: k.unregister(0), lambda: k.unregister(0), lambda: k.get_key(5))
