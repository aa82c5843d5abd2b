package io.github.modelkeel.model.internal;

import java.util.List;
import java.util.stream.Collectors;

/** A list of categories in the words of a message. */
public final class Categories {
    private static final int MAX_SHOWN = 8;

    private Categories() {}

    public static String describe(List<String> categories) {
        String shown = categories.stream().limit(MAX_SHOWN).map(Values::quote).collect(Collectors.joining(", "));
        int more = categories.size() - MAX_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
