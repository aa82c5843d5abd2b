package io.github.modelkeel.interop;

/** Lines in the build's output that a reader must not miss. */
final class Banner {
    private Banner() {}

    static void skipped(String what) {
        print("SKIPPED " + what);
    }

    static void progress(String what) {
        print(what);
    }

    static void result(String what) {
        print(what);
    }

    private static void print(String line) {
        System.out.println("=== interop: " + line);
    }
}
