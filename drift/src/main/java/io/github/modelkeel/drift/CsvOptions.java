package io.github.modelkeel.drift;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How to read a CSV file. Immutable and safe for use by multiple threads.
 *
 * <p>Always: the first line is the header; fields are quoted as in RFC 4180; lines end in LF or CRLF; a byte-order mark is skipped; blank
 * lines are skipped; a line with too few or too many fields is an error. A column is numeric if every value that is not missing is a
 * decimal number, {@code inf} or {@code infinity} (any case, with or without sign); spaces around a number do not matter.
 */
public final class CsvOptions {
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL");
    private static final CsvOptions DEFAULTS = builder().build();

    private final char delimiter;
    private final Charset charset;
    private final Set<String> missingValues;
    private final Map<String, ColumnType> types;

    private CsvOptions(Builder builder) {
        this.delimiter = builder.delimiter;
        this.charset = builder.charset;
        this.missingValues = builder.missingValues;
        this.types = Map.copyOf(builder.types);
    }

    /**
     * Comma, UTF-8, types inferred; missing are the fields {@code NA}, {@code N/A}, {@code NaN}, {@code nan}, {@code null}, {@code NULL}
     * and those that are empty or blank.
     *
     * @return the default options
     */
    public static CsvOptions defaults() {
        return DEFAULTS;
    }

    /**
     * A builder that starts from {@link #defaults()}.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    char delimiter() {
        return delimiter;
    }

    Charset charset() {
        return charset;
    }

    Map<String, ColumnType> types() {
        return types;
    }

    boolean isMissing(String field) {
        return missingValues.contains(field) || field.isBlank();
    }

    /** Starts from {@link CsvOptions#defaults()}. Not thread-safe. */
    public static final class Builder {
        private char delimiter = ',';
        private Charset charset = StandardCharsets.UTF_8;
        private Set<String> missingValues = MISSING;
        private final Map<String, ColumnType> types = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets the character between fields, a comma by default.
         *
         * @param delimiter for instance ';' or a tab
         * @return this builder
         */
        public Builder delimiter(char delimiter) {
            if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
                throw new IllegalArgumentException("delimiter must not be a quote or a line break");
            }
            this.delimiter = delimiter;
            return this;
        }

        /**
         * Sets the encoding, UTF-8 by default. Bytes that are not in it are an error.
         *
         * @param charset the encoding
         * @return this builder
         */
        public Builder charset(Charset charset) {
            this.charset = Objects.requireNonNull(charset, "charset");
            return this;
        }

        /**
         * Sets the fields that mean a missing value, besides those that are empty or blank; case matters. Replaces the default words.
         *
         * @param values the words, for instance "NA" or "?"
         * @return this builder
         */
        public Builder missingValues(Collection<String> values) {
            this.missingValues = Set.copyOf(values);
            return this;
        }

        /**
         * Fixes the type of a column instead of inferring it, for instance TEXT for a postal code. A file without the column, or with a
         * value that is not a number in a NUMBER column, is an error.
         *
         * @param column the column
         * @param type NUMBER or TEXT
         * @return this builder
         */
        public Builder type(String column, ColumnType type) {
            if (type == ColumnType.EMPTY) {
                throw new IllegalArgumentException(
                        "type must be NUMBER or TEXT, got EMPTY for column '" + column + "'");
            }
            types.put(Objects.requireNonNull(column, "column"), type);
            return this;
        }

        /**
         * The options so far.
         *
         * @return new options
         */
        public CsvOptions build() {
            return new CsvOptions(this);
        }
    }
}
