import unittest, sys
class A(unittest.TestCase):
    def setUp(self): self.x = 1
    def test_a(self): self.assertEqual(1, 1)
    def test_b(self):
        "Doc of b"
        self.assertEqual(self.x, 2)
    def test_c(self): raise KeyError("x")
    @unittest.skip("no")
    def test_d(self): pass
    @unittest.expectedFailure
    def test_e(self): self.assertTrue(False)
    @unittest.expectedFailure
    def test_f(self): pass
    def test_g(self):
        for i in range(3):
            with self.subTest("m", i=i):
                self.assertNotEqual(i, 1)
    def test_h(self):
        with self.assertRaises(ZeroDivisionError) as cm: 1/0
        print(cm.exception)
        with self.assertRaises(ValueError): int("x")
        self.assertRaises(TypeError, len)
        with self.assertRaises(KeyError): pass
    def test_i(self):
        import warnings
        with self.assertWarns(UserWarning) as w: warnings.warn("hey")
        print(w.warning)
        self.assertAlmostEqual(1.0, 1.1)
    def test_j(self): self.assertIn(3, [1, 2])
    def test_k(self): self.assertIsNone(3, "msg")
    def test_l(self): self.assertCountEqual([1,2,2], [2, 1, 3])
    def test_m(self): self.skipTest("because")
    def test_n(self): self.addCleanup(print, "cleanup"); self.assertGreater(1, 2)
class B(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("setUpClass")
    @classmethod
    def tearDownClass(cls): print("tearDownClass"); 1/0
    def test_x(self): pass
class C(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError(3)
    def test_x(self): pass
def setUpModule(): print("setUpModule")
def tearDownModule(): print("tearDownModule")
sys.stderr = sys.stdout
if __name__ == "__main__":
    import time
    time.perf_counter = lambda: 0
    for v in 1, 2:
        unittest.main(exit=False, verbosity=v)
    r = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(A).run(r)
    print(r, unittest.TestSuite([A("test_a")]), A("test_a").id())
