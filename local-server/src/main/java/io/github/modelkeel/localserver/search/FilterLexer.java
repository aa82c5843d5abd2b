package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.message.ApiError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a filter into tokens, in one pass over its characters. */
public final class FilterLexer {
    private final String text;
    private int at;

    private FilterLexer(String text) {
        this.text = text;
    }

    public enum Type {
        /** A name, with or without a qualifier: {@code metrics.rmse}, {@code tags.`a b`}. */
        IDENTIFIER,
        /** Text in double quotes, which is a name on the left of an operator and a string on its right. */
        QUOTED,
        STRING,
        NUMBER,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA
    }

    public record Token(Type type, @Nullable String qualifier, String text) {
        boolean isWord(String word) {
            return type == Type.IDENTIFIER && qualifier == null && text.equalsIgnoreCase(word);
        }

        String shown() {
            return qualifier == null ? text : qualifier + "." + text;
        }
    }

    static List<Token> tokens(String text) {
        FilterLexer lexer = new FilterLexer(text);
        List<Token> tokens = new ArrayList<>();
        for (lexer.skipSpace(); lexer.at < text.length(); lexer.skipSpace()) {
            tokens.add(lexer.token());
        }
        return tokens;
    }

    private Token token() {
        char c = text.charAt(at);
        return switch (c) {
            case '(' -> single(Type.OPEN);
            case ')' -> single(Type.CLOSE);
            case ',' -> single(Type.COMMA);
            case '\'' -> new Token(Type.STRING, null, quoted(c));
            case '"' -> new Token(Type.QUOTED, null, quoted(c));
            case '`' -> new Token(Type.IDENTIFIER, null, quoted(c));
            case '<', '>', '=', '!' -> operator();
            case '+' -> throw invalid("+");
            default -> isWord(c) && !isDigit(c) ? identifier() : number();
        };
    }

    private Token single(Type type) {
        at++;
        return new Token(type, null, text.substring(at - 1, at));
    }

    private Token operator() {
        int start = at;
        while (at < text.length() && "<>=!".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String operator = text.substring(start, at);
        if (!Comparison.NUMERIC.contains(operator) && !operator.equals("<>")) {
            throw invalid(operator);
        }
        return new Token(Type.OPERATOR, null, operator);
    }

    private Token identifier() {
        int start = at;
        skipWord();
        String word = text.substring(start, at);
        if (at == text.length() || text.charAt(at) != '.') {
            return new Token(Type.IDENTIFIER, null, word);
        }
        at++;
        if (at < text.length() && "`\"'".indexOf(text.charAt(at)) >= 0) {
            return new Token(Type.IDENTIFIER, word, quoted(text.charAt(at)));
        }
        int name = at;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (name == at) {
            throw ApiError.invalid("Invalid identifier '" + word + ".'. Columns should be specified as"
                    + " 'attribute.<key>', 'metric.<key>', 'tag.<key>', 'dataset.<key>', or 'param.<key>'.");
        }
        return new Token(Type.IDENTIFIER, word, text.substring(name, at));
    }

    private Token number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && isNumberPart(start)) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            if (number.isEmpty() || number.equals(".") || (number.charAt(number.length() - 1) | 0x20) == 'e') {
                throw new NumberFormatException(number);
            }
            Double.parseDouble(number);
        } catch (NumberFormatException e) {
            int end = Math.min(text.length(), Math.max(at, start + 1));
            throw invalid(text.substring(start, end));
        }
        return new Token(Type.NUMBER, null, number);
    }

    /** Digits, a point, an exponent, and a sign right after the exponent's letter. */
    private boolean isNumberPart(int start) {
        char c = text.charAt(at);
        boolean sign = (c == '-' || c == '+') && at > start && (text.charAt(at - 1) | 0x20) == 'e';
        return isDigit(c) || c == '.' || (c | 0x20) == 'e' || sign;
    }

    /** The text between quotes. The quote itself, written twice, does not end it, and stays twice, as on MLflow. */
    private String quoted(char quote) {
        StringBuilder inside = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) != quote) {
                inside.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                inside.append(quote).append(quote);
                i++;
            } else {
                at = i + 1;
                return inside.toString();
            }
        }
        throw ApiError.invalid("Invalid clause(s) in filter string: a " + quote + " is not closed");
    }

    private static ApiError invalid(String clause) {
        return ApiError.invalid("Invalid clause(s) in filter string: '" + clause + "'");
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void skipWord() {
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
