package io.github.modelkeel.formats.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What is wrong with a JSON text, described for the author of the text. The parser's own messages address its programmers: they name settings
 * that could be enabled, limits by their methods, and a source that is not shown.
 */
public final class JsonFault {
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ([^\\]]*)\\]");
    private static final Pattern SETTING = Pattern.compile(":? ?(?:\\(?enable `[^`]*`[^)]*\\)?)");
    private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
    private static final Pattern CODE = Pattern.compile(" \\(code (\\d+)(?: / 0x[0-9a-f]+)?\\)");
    private static final Pattern CONTROL = Pattern.compile("\\(CTRL-CHAR, code (\\d+)\\)");
    private static final Pattern COMMENT =
            Pattern.compile("maybe a \\(non-standard\\) comment\\? \\(not recognized as one since [^)]*\\)");
    private static final Pattern WORD = Pattern.compile("^(?:Non-standard|Unrecognized) token '(.*?)'(?s:.*)$");
    private static final Pattern EXPECTED = Pattern.compile("was expecting \\(JSON String, Number[^\\n]*'false'\\)");
    private static final Pattern END = Pattern.compile(
            "^Unexpected end-of-input: expected close marker for (Object|Array|ROOT|root) ?(\\(.*\\))?$");

    private JsonFault() {}

    /**
     * The reason why a text cannot be read.
     *
     * @param cause what the parser threw, or another failure, whose message is given as it is
     * @return the reason, without a place but that of an opening bracket
     */
    public static String reason(IOException cause) {
        return cause instanceof JsonProcessingException json
                ? plain(String.valueOf(json.getOriginalMessage()))
                : String.valueOf(cause.getMessage());
    }

    static String plain(String message) {
        String text = SOURCE.matcher(message)
                .replaceAll("$1")
                .replace("line: ", "line ")
                .replace("column: ", "column ");
        text = SETTING.matcher(text).replaceAll("");
        text = LIMIT.matcher(text).replaceAll("");
        text = CONTROL.matcher(text).replaceAll("(control character $1)");
        text = CODE.matcher(text).replaceAll("");
        text = COMMENT.matcher(text).replaceAll("JSON does not allow comments");
        text = END.matcher(text).replaceFirst("the text ends within an $1 $2");
        text = WORD.matcher(text).replaceFirst("'$1' is not a JSON value");
        text = EXPECTED.matcher(text).replaceAll("a value was expected");
        text = text.replace("within an ROOT", "within a value")
                .replace("within an Object", "within an object")
                .replace("within an Array", "within an array")
                .replace("(start marker at ", "(which starts at ")
                .replace("Unexpected character (", "unexpected character (")
                .replace("Unexpected end-of-input within/between Object entries", "the text ends within an object")
                .replace("Unexpected end-of-input within/between Array entries", "the text ends within an array")
                .replace("Unexpected end-of-input in", "the text ends within")
                .replace("Unexpected end-of-input", "the text ends too early");
        return text.strip();
    }
}
