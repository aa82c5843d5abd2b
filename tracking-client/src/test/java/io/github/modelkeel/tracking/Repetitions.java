package io.github.modelkeel.tracking;

/** How often something is left to chance. */
public final class Repetitions {
    private static final boolean FULL = "full".equals(System.getProperty("modelkeel.chaos"));
    private static final boolean REQUIRED = "required".equals(System.getProperty("interop"));

    private Repetitions() {}

    /**
     * A number of times.
     *
     * @param each in each build
     * @param required with {@code interop=required}, as CI has it
     * @param full with {@code modelkeel.chaos=full}
     * @return one of them
     */
    public static int of(int each, int required, int full) {
        return FULL ? full : REQUIRED ? required : each;
    }
}
