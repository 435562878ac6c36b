"""Callable of collections.abc and typing: arguments in a row, ParamSpec, Concatenate; bases among generic classes."""
from collections.abc import Callable
from typing import *
T=TypeVar("T"); S=TypeVar("S")
A=Callable[[S, Optional[T]], int]
print(A, A.__parameters__)
print(A[int,str])
B=Callable[["X", Union[T,None]], "int|None"]
print(B.__parameters__, B[str])
P=ParamSpec("P")
C=Callable[P,T]; print(C, C[[int,str],bool], C.__parameters__)
import collections.abc as c, typing
X=c.Callable[[int,T],S]; print(X, X.__args__, X.__parameters__, X[int,str], typing.get_args(X), typing.get_origin(X))
Y=c.Callable[P,T]; print(Y, Y[[int,str],bool], typing.get_args(Y), c.Callable[...,int], typing.get_args(c.Callable[...,int]))
for bad in (int,(int,str),(int,int,int)):
    try: print(c.Callable[bad])
    except TypeError as e: print(e)
print(X==c.Callable[[int,T],S], hash(X)==hash(c.Callable[[int,T],S]), c.Callable[[],int], c.Callable[[],int]|None)
D=Callable[Concatenate[int,P],T]; print(D, typing.get_args(D)); print(c.Callable[Concatenate[int,P],T])


class A(Generic[T]): pass
class B(Generic[S], A[S]): pass
class C(List[T], Generic[T]): pass
class D(Generic[T], Dict[str,T]): pass
class E(Protocol[T]): pass
class F(Generic[T], Protocol): pass
class G(A[int], Generic[T]): pass
for k in (A,B,C,D,E,F,G): print(k.__name__, [c.__name__ for c in k.__mro__], k.__parameters__, k[int] if k.__parameters__ else "")
