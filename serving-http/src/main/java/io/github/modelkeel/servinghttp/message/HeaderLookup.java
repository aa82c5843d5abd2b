package io.github.modelkeel.servinghttp.message;

import org.jspecify.annotations.Nullable;

/** The headers of a request. */
@FunctionalInterface
public interface HeaderLookup {
    /** A header's value by its name in lower case, or null. */
    @Nullable String find(String name);
}
