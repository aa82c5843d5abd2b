package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.MalformedDataException;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.CsvFormat;
import io.github.modelkeel.drift.source.CsvRecords;
import io.github.modelkeel.drift.source.MissingWords;
import io.github.modelkeel.drift.source.NumberForm;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How to read a CSV file; {@link #open(Path)} reads one. Immutable and safe for use by multiple threads.
 *
 * <p>Always: the first line is the header; fields are quoted as in RFC 4180 and may hold line breaks then; lines end in LF or CRLF; a
 * byte-order mark is skipped; blank lines are skipped. Nothing is replaced: bytes that are not in the encoding are an error that names
 * line, byte and offset. A file that looks as if it had another delimiter is refused with a hint; the delimiter is never guessed.
 *
 * <p>Blanks around a field are dropped, of names, texts and numbers, unless {@link Builder#trim(boolean)} keeps them. What is left
 * is missing if it is empty or one of the words that pandas takes for missing by default. A number is a decimal number, {@code inf} or
 * {@code infinity} (any case, with or without sign); {@link Builder#decimal}, {@link Builder#thousands} and {@link Builder#units} say how people write them. A profile takes a column for numeric if every value that is not missing is a number;
 * for a profile a line with too few or too many fields is an error.
 */
public final class CsvOptions {
    private static final CsvOptions DEFAULTS = builder().build();

    private final CsvFormat format;

    private CsvOptions(CsvFormat format) {
        this.format = format;
    }

    private CsvOptions(Builder builder) {
        Map<String, Type> types = new HashMap<>();
        builder.types.forEach((name, type) -> types.put(name, type == ColumnType.NUMBER ? Type.NUMBER : Type.TEXT));
        this.format = new CsvFormat(
                builder.delimiter,
                builder.delimiterChosen,
                builder.trim,
                builder.charset,
                builder.missingValues,
                Map.copyOf(types),
                Set.of(),
                new NumberForm(builder.decimal, builder.thousands, builder.units),
                null);
    }

    /**
     * Comma, UTF-8, blanks around fields dropped, types inferred; missing are the fields that are empty or blank and the words
     * {@code NA}, {@code N/A}, {@code n/a}, {@code NaN}, {@code nan}, {@code -NaN}, {@code -nan}, {@code null}, {@code NULL}, {@code None},
     * {@code #N/A}, {@code #N/A N/A}, {@code #NA}, {@code <NA>}, {@code 1.#IND}, {@code -1.#IND}, {@code 1.#QNAN} and {@code -1.#QNAN}.
     *
     * @return the default options
     */
    public static CsvOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from {@link #defaults()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the file
     * @return its records, to be closed
     * @throws InvalidDataException if the header is not in the encoding, has a column twice, or looks as if it had another delimiter
     * @throws UncheckedIOException if the file cannot be read
     */
    public Records open(Path file) {
        Objects.requireNonNull(file, "file");
        try {
            return new OpenCsv(format.open(file));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    /**
     * Starts to read a stream as a CSV file.
     *
     * @param in the bytes; closed with the records
     * @param name what messages call it
     * @return its records, to be closed
     * @throws InvalidDataException if the header is not in the encoding, has a column twice, or looks as if it had another delimiter
     * @throws UncheckedIOException if the stream cannot be read
     */
    public Records open(InputStream in, String name) {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(name, "name");
        try {
            return new OpenCsv(new CsvRecords(in, name, format));
        } catch (MalformedDataException e) {
            throw new InvalidDataException(e);
        }
    }

    /**
     * The records of a CSV file, one after another, in bounded memory. Not thread-safe.
     */
    public sealed interface Records extends AutoCloseable {
        /** {@return the names of the columns, distinct names; none if the file is empty} */
        List<String> header();

        /**
         * Goes to the next record.
         *
         * @return false if there is none
         * @throws InvalidDataException if bytes are not in the encoding, a quote is not closed or a field is too long; nothing can be
         *     read after that
         * @throws UncheckedIOException if the file cannot be read
         */
        boolean next();

        /**
         * Where the record starts.
         *
         * @return the number of its first line, from 1
         */
        long line();

        /** {@return how many fields the record has, which may be other than the header's} */
        int fieldCount();

        /**
         * A field as it is in the file, without its quotes.
         *
         * @param field its index
         * @return the field, blanks included
         */
        String raw(int field);

        /**
         * A field without the blanks around it. A number that is written as {@link Builder#decimal} and the like say is as Java writes it.
         *
         * @param field its index
         * @return the field, as {@link Builder#trim(boolean)} says
         */
        String text(int field);

        /**
         * Whether a field means a missing value.
         *
         * @param field its index
         * @return true if it is empty, blank or one of the missing words
         */
        boolean isMissing(int field);

        /**
         * A field as a number.
         *
         * @param field its index
         * @return the number, which may be infinite; NaN if the field is not a number
         */
        double number(int field);

        @Override
        void close();
    }

    /** The records of a CSV file as users see them. Not thread-safe. */
    private static final class OpenCsv implements Records {
        private final CsvRecords records;

        OpenCsv(CsvRecords records) {
            this.records = records;
        }

        @Override
        public List<String> header() {
            return records.header();
        }

        @Override
        public boolean next() {
            try {
                return records.next();
            } catch (MalformedDataException e) {
                throw new InvalidDataException(e);
            }
        }

        @Override
        public long line() {
            return records.line();
        }

        @Override
        public int fieldCount() {
            return records.fieldCount();
        }

        @Override
        public String raw(int field) {
            return records.raw(field);
        }

        @Override
        public String text(int field) {
            return records.text(field);
        }

        @Override
        public boolean isMissing(int field) {
            return records.isMissing(field);
        }

        @Override
        public double number(int field) {
            return records.number(field);
        }

        @Override
        public void close() {
            records.close();
        }
    }

    /**
     * These options, but columns that are strings by a model's signature are read as text, so that codes such as 007 keep their zeros. {@link
     * Schema#ofSignature} says what the columns are then. A file may lack a column.
     *
     * @param types the types of the model's inputs by name, as {@code model.signature().inputTypes()} of {@code modelkeel-model} gives them
     * @return new options
     */
    public CsvOptions withSignature(Map<String, String> types) {
        Objects.requireNonNull(types, "types");
        return withTexts(types.keySet().stream()
                .filter(column -> Schema.STRING.equals(types.get(column)))
                .toList());
    }

    /** The same, with columns that are text where a file has them. */
    CsvOptions withTexts(Collection<String> columns) {
        return with(Set.copyOf(columns), format.observer());
    }

    /**
     * These options, but with an observer of how far the reading of a file is, for instance to show it.
     *
     * @param bytesRead takes how many bytes of the file were read so far, packed ones of a packed file; called on the thread that reads, for each 64 KiB
     *     or less. A profile may read a file twice, which starts at the first byte again. What it throws ends the reading
     * @return new options
     */
    public CsvOptions withObserver(LongConsumer bytesRead) {
        return with(format.texts(), Objects.requireNonNull(bytesRead, "bytesRead"));
    }

    private CsvOptions with(Set<String> texts, @Nullable LongConsumer observer) {
        return new CsvOptions(new CsvFormat(
                format.delimiter(),
                format.delimiterChosen(),
                format.trim(),
                format.charset(),
                format.missingValues(),
                format.types(),
                texts,
                format.numbers(),
                observer));
    }

    CsvFormat format() {
        return format;
    }

    /** Starts from {@link CsvOptions#defaults()}. Not thread-safe. */
    public static final class Builder {
        private char delimiter = ',';
        private boolean delimiterChosen;
        private boolean trim = true;
        private Charset charset = StandardCharsets.UTF_8;
        private char decimal = '.';
        private char thousands = NumberForm.NONE;
        private boolean units;
        private Set<String> missingValues = MissingWords.DEFAULTS;
        private final Map<String, ColumnType> types = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Sets the character between fields, a comma by default. One that is set is not doubted: a file with a single column is read
         * without a look for other delimiters.
         *
         * @param delimiter for instance ';' or a tab
         * @return this builder
         */
        public Builder delimiter(char delimiter) {
            if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
                throw new IllegalArgumentException(
                        "delimiter must not be a quote or a line break: " + (int) delimiter + " as a code point");
            }
            this.delimiter = delimiter;
            this.delimiterChosen = true;
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
            Set<String> words = new HashSet<>();
            for (String word : Objects.requireNonNull(values, "values")) {
                words.add(Objects.requireNonNull(word, "a missing value's word"));
            }
            this.missingValues = Set.copyOf(words);
            return this;
        }

        /**
         * Sets whether blanks around names, texts and numbers are dropped, as they are by default. Keep them for texts whose blanks count;
         * a number may still have blanks around it.
         *
         * @param trim false to keep them
         * @return this builder
         */
        public Builder trim(boolean trim) {
            this.trim = trim;
            return this;
        }

        /**
         * Sets the mark before the fraction of a number, a point by default. A field that is not a number in the form that is set by this, {@link #thousands} and {@link #units} is read
         * as without them, so that 1.5 stays a number in a file with decimal commas. Columns that are text, by {@link #type} or a signature, keep what the file has.
         *
         * @param mark a point or a comma
         * @return this builder
         */
        public Builder decimal(char mark) {
            if (mark != '.' && mark != ',') {
                throw new IllegalArgumentException("decimal must be '.' or ',': '" + mark + "'");
            }
            this.decimal = mark;
            return this;
        }

        /**
         * Sets the mark between groups of three digits, none by default: with a point, 1.234 is 1234, and 12.5 and 0.125, which are not such groups, stay what they are.
         *
         * @param mark a point, a comma, an apostrophe (also the curved one), an underscore or a blank (also one that does not break); not that of {@link #decimal}
         * @return this builder
         */
        public Builder thousands(char mark) {
            if (".,'_ ".indexOf(mark) < 0) {
                throw new IllegalArgumentException(
                        "thousands must be one of '.', ',', ''', '_' and a blank: '" + mark + "'");
            }
            this.thousands = mark;
            return this;
        }

        /**
         * Sets whether a number may have a percent sign behind it, which divides it by a hundred, or a currency before or behind it: a symbol or a code of ISO 4217, which is
         * dropped. By default such a field is text.
         *
         * @param units true to read them as numbers
         * @return this builder
         */
        public Builder units(boolean units) {
            this.units = units;
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
            Objects.requireNonNull(column, "column");
            if (Objects.requireNonNull(type, "type") == ColumnType.EMPTY) {
                throw new IllegalArgumentException(
                        "type must be NUMBER or TEXT, got EMPTY for column '" + column + "'");
            }
            types.put(column, type);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options so far
         * @throws IllegalArgumentException if one mark is that of decimals and of thousands
         */
        public CsvOptions build() {
            if (decimal == thousands) {
                throw new IllegalArgumentException(
                        "decimal and thousands are both '" + decimal + "'; a number has different marks for them");
            }
            return new CsvOptions(this);
        }
    }
}
