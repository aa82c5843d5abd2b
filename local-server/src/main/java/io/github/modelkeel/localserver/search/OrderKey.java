package io.github.modelkeel.localserver.search;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.search.FilterLexer.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One key of an order: an entity (null when the key stands alone), a key, and a direction. */
record OrderKey(@Nullable String entity, String key, boolean ascending) {
    static List<OrderKey> parse(List<String> clauses) {
        List<OrderKey> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String clause : clauses) {
            OrderKey key = parse(clause);
            if (!seen.add(key.shown())) {
                throw ApiError.invalid("`order_by` contains duplicate fields: " + clauses);
            }
            keys.add(key);
        }
        return keys;
    }

    private static OrderKey parse(String clause) {
        List<Token> tokens = FilterLexer.tokens(clause);
        if (tokens.isEmpty()
                || tokens.size() > 2
                || (tokens.get(0).type() != FilterLexer.Type.IDENTIFIER
                        && tokens.get(0).type() != FilterLexer.Type.QUOTED)) {
            throw ApiError.invalid("Invalid order_by clause '" + clause + "'. Could not be parsed.");
        }
        boolean ascending = true;
        if (tokens.size() == 2) {
            String direction = tokens.get(1).text().toLowerCase(Locale.ROOT);
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw ApiError.invalid("Invalid ordering key in order_by clause '" + clause + "'.");
            }
            ascending = direction.equals("asc");
        }
        return new OrderKey(tokens.get(0).qualifier(), tokens.get(0).text(), ascending);
    }

    String shown() {
        return entity == null ? key : entity + "." + key;
    }

    String direction() {
        return ascending ? " ASC" : " DESC";
    }
}
