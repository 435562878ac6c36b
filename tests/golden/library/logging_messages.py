# What logging and its configuration say: messages of faults, reprs, signatures, records.
import logging, logging.config, logging.handlers, sys
def t(d):
    try: logging.config.dictConfig(d); print('ok', logging.root.handlers and logging.root.handlers[0].__class__)
    except Exception as e:
        while e: print(type(e).__name__, e); e=e.__cause__
    print('--')
V={'version':1}
t({}); t({'version':2})
t({**V,'formatters':{'f':{'()':'no.such'}}})
t({**V,'formatters':{'f':{'format':'%(x'}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','formatter':'nope'}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','level':'nope'}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','filters':['nope']}}})
t({**V,'handlers':{'h':{'level':'INFO'}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','1x':3}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','foo':3}}})
t({**V,'handlers':{'h':{'class':'logging.handlers.MemoryHandler','capacity':3,'target':'nope'}}})
t({**V,'handlers':{'h':{'class':'logging.handlers.MemoryHandler','capacity':3,'target':'h'}}})
t({**V,'handlers':{'a':{'class':'logging.handlers.MemoryHandler','capacity':3,'target':'h'},'h':{'class':'logging.StreamHandler','stream':'ext://sys.stdout'}},'root':{'handlers':['a']}})
t({**V,'root':{'handlers':['a']}})
t({**V,'root':{'level':'a'}})
t({**V,'loggers':{'x':{'handlers':['q']}}})
t({**V,'incremental':True,'handlers':{'zz':{'level':'INFO'}}})
t({**V,'handlers':{'h':{'class':'logging.handlers.QueueHandler','queue':4}}})
t({**V,'handlers':{'h':{'class':'logging.handlers.QueueHandler','listener':4}}})
t({**V,'handlers':{'h':{'class':'logging.handlers.QueueHandler','handlers':['zz']}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','stream':'cfg://a.b'}}})
t({**V,'handlers':{'h':{'class':'logging.StreamHandler','stream':'cfg://version[!'}}})
for f in [lambda: logging.Formatter('{x', style='{'), lambda: logging.Formatter('{x!z}', style='{'), lambda: logging.Formatter('{a.!r}', style='{'), lambda: logging.Formatter('{a:zzz}', style='{'),lambda: logging.Formatter('a', style='{'),lambda: logging.Formatter('a'),lambda: logging.Formatter('a',style='$'),lambda: logging.Formatter('$ ',style='$'),lambda: logging.Formatter('a',style='!'), lambda: logging.Formatter('%(nope)s').format(logging.makeLogRecord({})),
  lambda: logging.basicConfig(foo=1,bar=2,force=True), lambda: logging.basicConfig(stream=1,filename=2,force=True), lambda: logging.basicConfig(stream=1,handlers=[],force=True),lambda: logging.basicConfig(style='q',force=True), lambda: logging.getLogger(3), lambda: logging.setLoggerClass(int), lambda: logging.Logger('x',level='q'), lambda: logging.Logger('x',level=2.5), lambda: logging.getLogger('a').info('x',extra={'message':1}), lambda: logging.getLogger('a').error('x',extra={'lineno':1}), lambda: logging.getLogger('a').log('x','y'),
  lambda: logging.handlers.TimedRotatingFileHandler('zz.log',when='W', delay=True),lambda: logging.handlers.TimedRotatingFileHandler('zz.log',when='W9', delay=True),lambda: logging.handlers.TimedRotatingFileHandler('zz.log',when='Q', delay=True), lambda: logging.handlers.HTTPHandler('a','b','PUT'), lambda: logging.handlers.HTTPHandler('a','b',context=3), lambda: logging.config.fileConfig('nope.ini'),
  lambda: logging.getLogger('x').info(), lambda: logging.info(), lambda: logging.getLogger('x').debug('s', foo=1), lambda: logging.getLogger('x').error('s', foo=1)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import io
b=io.StringIO(); h=logging.StreamHandler(b); print(h); h.name='zz'; print(h, logging.getHandlerNames(), logging.handlers.MemoryHandler(2), logging.NullHandler(), logging.getLogger('a.b'), logging.root, logging.LoggerAdapter(logging.root), logging.lastResort, logging.StreamHandler())
l=logging.getLogger('a.b'); l.addHandler(h); l.propagate=False; h.setFormatter(logging.Formatter('%(levelname)s %(name)s %(funcName)s %(lineno)d %(message)s'))
def fn():
    l.warning('hi %s', 3); l.error('d %(a)s', {'a':4}); l.warning('x', stack_info=True); l.warning('x', stacklevel=2)
    try: 1/0
    except Exception as e: l.exception('boom'); l.error('x', exc_info=e); l.debug('no')
    l.error('none', exc_info=True)
fn()
print(b.getvalue())
r=logging.makeLogRecord({'msg':'hey','x':3}); print(r, [k for k in vars(r)])
print(logging.getLevelName(10), logging.getLevelName('INFO'), logging.getLevelName(17), logging.getLevelName('q'), logging.getLevelNamesMapping())
import inspect
for n in dir(logging.Logger):
    if n[0] != '_':
        member = getattr(logging.Logger, n)
        print(n, inspect.signature(member) if callable(member) else type(member).__name__)
print(logging.Logger.debug.__qualname__, logging.info.__name__, logging.Logger.manager.__class__)
