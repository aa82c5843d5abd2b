package io.github.modelkeel.localserver.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded parameters of a query string, in the order sent; a repeated name keeps all its values. */
public record QueryString(Map<String, List<String>> parameters) {
    public QueryString {
        parameters = Map.copyOf(parameters);
    }

    public static QueryString parse(@Nullable String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (raw != null) {
            for (String part : raw.split("&", -1)) {
                if (!part.isEmpty()) {
                    int equals = part.indexOf('=');
                    String name = equals < 0 ? part : part.substring(0, equals);
                    String value = equals < 0 ? "" : part.substring(equals + 1);
                    parameters
                            .computeIfAbsent(Percent.decode(name.replace('+', ' ')), n -> new ArrayList<>())
                            .add(Percent.decode(value.replace('+', ' ')));
                }
            }
        }
        return new QueryString(parameters);
    }
}
