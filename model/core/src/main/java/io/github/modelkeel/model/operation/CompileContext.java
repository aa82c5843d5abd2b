package io.github.modelkeel.model.operation;

/** The context of an operation when it is compiled. */
public interface CompileContext {
    /**
     * The code of a text in a slot of texts.
     *
     * @param input the input's index
     * @param text one of the operation's {@link Operation#texts()}
     * @return a whole number of at least 0, different for each text; other texts of a row have the code -1
     */
    int codeOf(int input, String text);

    /**
     * The code of a text in the first input.
     *
     * @param text one of the operation's {@link Operation#texts()}
     * @return the code
     */
    default int codeOf(String text) {
        return codeOf(0, text);
    }

    /**
     * A name for what an input holds, for messages.
     *
     * @param input the input's index
     * @return the column's name, or what was made of which column
     */
    String nameOf(int input);
}
