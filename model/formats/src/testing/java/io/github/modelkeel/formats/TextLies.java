package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Texts that are whole but lie: one number, string or word of a JSON document, or one number of LightGBM's text, is another one, often
 * one that stands elsewhere in the same text: a child that is an ancestor, a feature that is not there, a class or an id of something else.
 */
public final class TextLies {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");
    private static final Pattern FIELD = Pattern.compile(
            ",?\\s*\"(?:[^\"\\\\]++|\\\\.)*+\"\\s*:\\s*(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[-0-9.eE+]+|true|false|null)");
    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "1",
            "2",
            "7",
            "100",
            "0.5",
            "-0.0",
            "2147483647",
            "-2147483648",
            "4294967296",
            "9223372036854775807",
            "1e999",
            "1e308",
            "5e-324",
            "1000000000");
    private static final List<String> STRINGS =
            List.of("\"\"", "\"NaN\"", "\"Infinity\"", "\"-1\"", "\"1e999\"", "\"2147483647\"", "\"\\u0000\"");

    private TextLies() {}

    /** The text with a lie or a few. */
    public static byte[] tell(byte[] content, Random random) {
        String text = new String(content, UTF_8);
        for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
            text = random.nextInt(8) == 0 ? without(text, random) : another(text, random);
        }
        return text.getBytes(UTF_8);
    }

    private static String another(String text, Random random) {
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        MatchResult token = tokens.get(random.nextInt(tokens.size()));
        List<String> instead = new ArrayList<>();
        boolean string = token.group().startsWith("\"");
        if (random.nextInt(3) == 0) {
            instead.addAll(string ? STRINGS : NUMBERS);
        } else {
            tokens.stream()
                    .map(MatchResult::group)
                    .filter(other -> other.startsWith("\"") == string)
                    .forEach(instead::add);
        }
        String chosen = instead.get(random.nextInt(instead.size()));
        return text.substring(0, token.start()) + chosen + text.substring(token.end());
    }

    /** A field of an object is gone, or something like one is. */
    private static String without(String text, Random random) {
        List<MatchResult> fields = FIELD.matcher(text).results().toList();
        if (fields.isEmpty()) {
            return another(text, random);
        }
        MatchResult field = fields.get(random.nextInt(fields.size()));
        return text.substring(0, field.start()) + text.substring(field.end());
    }
}
