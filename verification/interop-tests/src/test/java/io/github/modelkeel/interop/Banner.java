package io.github.modelkeel.interop;

/** Lines in the build's output that a reader must not miss. */
final class Banner {
    private Banner() {}

    static void skipped(String what) {
        say("SKIPPED " + what);
    }

    static void say(String what) {
        System.out.println("=== interop: " + what);
    }
}
