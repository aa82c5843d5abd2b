package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.search.Comparison.Operand;
import io.github.modelkeel.localserver.search.FilterLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses a filter: comparisons joined by AND, and nothing else. As on MLflow, an AND that joins nothing is ignored, and one
 * that is missing is not missed.
 *
 * <pre>
 * filter     := { comparison | AND }
 * comparison := key operator value | key [NOT] IN ( string {, string} ) | key IS [NOT] NULL
 * key        := [ entity . ] name        name may be in backticks or double quotes
 * </pre>
 */
final class FilterParser {
    private static final int MAX_LENGTH = 100_000;

    private final List<Token> tokens;
    private int next;

    private FilterParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Comparison> parse(String filter) {
        if (filter.codePointCount(0, filter.length()) > MAX_LENGTH) {
            throw ApiError.invalid("The filter string is longer than " + MAX_LENGTH + " characters");
        }
        List<Token> tokens = FilterLexer.tokens(filter);
        if (tokens.isEmpty() && !filter.isEmpty()) {
            throw ApiError.invalid("Invalid filter '" + filter + "'. Could not be parsed.");
        }
        return new FilterParser(tokens).filter();
    }

    private List<Comparison> filter() {
        List<Comparison> comparisons = new ArrayList<>();
        while (next < tokens.size()) {
            if (!takeIf("AND")) {
                comparisons.add(comparison());
            }
        }
        return comparisons;
    }

    private Comparison comparison() {
        Token identifier = take("an identifier");
        boolean isName =
                identifier.type() == FilterLexer.Type.IDENTIFIER || identifier.type() == FilterLexer.Type.QUOTED;
        if (!isName || identifier.isWord("OR") || identifier.isWord("NOT")) {
            throw invalid(identifier);
        }
        Token operator = take("a comparison");
        if (operator.isWord("IS")) {
            boolean not = takeIf("NOT");
            return comparison(identifier, not ? "IS NOT NULL" : "IS NULL", nothing(take("NULL")));
        }
        if (operator.isWord("NOT")) {
            Token in = take("IN");
            if (!in.isWord("IN")) {
                throw invalid(in);
            }
            return comparison(identifier, "NOT IN", list());
        }
        if (operator.isWord("IN")) {
            return comparison(identifier, "IN", list());
        }
        if (operator.isWord("LIKE") || operator.isWord("ILIKE")) {
            return comparison(identifier, operator.text().toUpperCase(Locale.ROOT), value(take("a value")));
        }
        if (operator.type() != FilterLexer.Type.OPERATOR) {
            throw invalid(operator);
        }
        return comparison(identifier, operator.text(), value(take("a value")));
    }

    private static Comparison comparison(Token identifier, String operator, Operand operand) {
        return new Comparison(identifier.qualifier(), identifier.text(), operator, operand);
    }

    private static Operand nothing(Token word) {
        if (!word.isWord("NULL")) {
            throw invalid(word);
        }
        return new Operand(Operand.Kind.NOTHING, "NULL", List.of());
    }

    private static Operand value(Token token) {
        if (token.type() == FilterLexer.Type.NUMBER) {
            return new Operand(Operand.Kind.NUMBER, token.text(), List.of());
        }
        if (token.type() == FilterLexer.Type.STRING || token.type() == FilterLexer.Type.QUOTED) {
            return new Operand(Operand.Kind.STRING, token.text(), List.of());
        }
        if (token.type() == FilterLexer.Type.IDENTIFIER) {
            throw ApiError.invalid("Parameter value is either not quoted or unidentified quote types used for string"
                    + " value " + token.shown() + ". Use either single or double quotes.");
        }
        throw invalid(token);
    }

    private Operand list() {
        Token open = take("a list");
        if (open.type() != FilterLexer.Type.OPEN) {
            throw invalid(open);
        }
        List<String> items = new ArrayList<>();
        while (true) {
            Token item = take("a quoted string");
            if (item.type() == FilterLexer.Type.CLOSE && items.isEmpty()) {
                throw ApiError.invalid("While parsing a list in the query, expected a non-empty list of string values,"
                        + " but got empty list");
            }
            if (item.type() == FilterLexer.Type.CLOSE) {
                break; // a trailing comma
            }
            if (item.type() != FilterLexer.Type.STRING && item.type() != FilterLexer.Type.QUOTED) {
                throw ApiError.invalid("While parsing a list in the query, expected string value, punctuation, or"
                        + " whitespace, but got " + item.shown());
            }
            items.add(item.text());
            Token after = take("a comma or a closing parenthesis");
            if (after.type() == FilterLexer.Type.CLOSE) {
                break;
            }
            if (after.type() != FilterLexer.Type.COMMA) {
                throw invalid(after);
            }
        }
        return new Operand(Operand.Kind.LIST, items.toString(), items);
    }

    private boolean takeIf(String word) {
        boolean there = next < tokens.size() && tokens.get(next).isWord(word);
        if (there) {
            next++;
        }
        return there;
    }

    private Token take(String expected) {
        if (next == tokens.size()) {
            throw ApiError.invalid("Invalid clause(s) in filter string: it ends where " + expected + " is expected");
        }
        return tokens.get(next++);
    }

    private static ApiError invalid(Token token) {
        return ApiError.invalid("Invalid clause(s) in filter string: '" + token.shown() + "'");
    }
}
