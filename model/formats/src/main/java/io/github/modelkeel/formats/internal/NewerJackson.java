package io.github.modelkeel.formats.internal;

/** Settings that Jackson has had since its versions 2.16 and 2.18, while an application may bring 2.15. */
public final class NewerJackson {
    private NewerJackson() {}

    /**
     * Makes settings as far as this version of Jackson has them. Limits that it lacks are left to the length of the text, which each reader
     * bounds itself.
     *
     * @param settings calls the methods, the oldest first: those after the first that is missing are not called
     * @return whether all of them were made
     */
    public static boolean set(Runnable settings) {
        try {
            settings.run();
            return true;
        } catch (NoSuchMethodError olderJackson) {
            return false;
        }
    }
}
