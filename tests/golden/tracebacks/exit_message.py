# SystemExit with a text, from deep inside, after the cleaning up.
import sys


def deep():
    try:
        sys.exit("what went wrong")
    finally:
        print("cleaned up")


deep()
