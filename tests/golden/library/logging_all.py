import logging, sys, logging.handlers, logging.config, warnings, unittest
logging.basicConfig(level=logging.DEBUG, format="%(levelname)s:%(name)s:%(lineno)d:%(funcName)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("a.b")
def f():
    log.info("hello %s %d", "x", 3)
    log.warning("%(k)s", {"k": 5})
f()
try: 1/0
except Exception: log.exception("oops"); log.error("e", exc_info=False)
print(log, logging.getLogger("a"), log.parent, logging.getLogger("a.b") is log, log.getEffectiveLevel(), logging.getLevelName(30))
logging.disable(logging.INFO); log.info("no"); log.warning("yes"); logging.disable(0)
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("{levelname:>8} {message}", style="{")); h.addFilter(lambda r: "skip" not in r.getMessage())
l2 = logging.getLogger("l2"); l2.propagate = False; l2.addHandler(h); l2.error("shown"); l2.error("skip me"); print(h)
a = logging.LoggerAdapter(log, {"u": 1}); a.info("adapter")
logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "formatters": {"f": {"format": "DC %(message)s"}}, "handlers": {"c": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout", "level": "INFO"}}, "loggers": {"dc": {"handlers": ["c"], "level": "DEBUG", "propagate": False}}})
logging.getLogger("dc").debug("no"); logging.getLogger("dc").info("yes")
m = logging.handlers.MemoryHandler(2, target=h); l3 = logging.getLogger("l3"); l3.propagate = False; l3.addHandler(m); l3.info("m1"); print("-"); l3.info("m2")
log.info("bad %d", "x") if 0 else None
try: logging.getLogger(3)
except TypeError as e: print(e)
try: logging.basicConfig(foo=1, force=True)
except ValueError as e: print(e)
logging.addLevelName(5, "TRACE"); log.setLevel(5); log.log(5, "trace")
class T(unittest.TestCase):
    def test(self):
        with self.assertLogs("q", "INFO") as cm: logging.getLogger("q").info("hi")
        self.assertEqual(cm.output, ["INFO:q:hi"])
        with self.assertRaises(AssertionError):
            with self.assertLogs("q"): pass
r = unittest.TestResult(); T("test").run(r); print(r)
print(logging.makeLogRecord({"msg": "x %s", "args": (1,)}).getMessage())
