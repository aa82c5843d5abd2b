package io.github.modelkeel.drift.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.modelkeel.drift.column.DecimalField;
import io.github.modelkeel.drift.column.MalformedDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file: the one place where the project reads CSV. Not thread-safe. */
public final class CsvRecords implements AutoCloseable {
    private static final char[] OTHER_DELIMITERS = {';', '\t', '|', ','};

    private final String name;
    private final CsvFormat options;
    private final CsvReader<CsvFields> reader;
    private final Iterator<CsvFields> records;
    private final List<String> header;
    private final boolean numbersMayBeMissing;
    private final boolean plainNumbers;
    private @Nullable CsvFields current;
    private long lastLine;

    public CsvRecords(InputStream in, String name, CsvFormat options) {
        this(in, name, options, false);
    }

    CsvRecords(InputStream in, String name, CsvFormat options, boolean renaming) {
        this.name = name;
        this.options = options;
        plainNumbers = options.numbers().isPlain();
        reader = CsvReader.builder()
                .fieldSeparator(options.delimiter())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted by the caller, with a better message
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new CsvFields(), new StrictText(unpacked(in), options.charset()));
        numbersMayBeMissing =
                options.missingValues().stream().anyMatch(word -> !Double.isNaN(DecimalField.parse(word)));
        records = reader.iterator();
        CsvFields first = read();
        header = first == null ? List.of() : names(first, renaming);
    }

    private InputStream unpacked(InputStream in) {
        try {
            return Gzip.unpacked(in);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private List<String> names(CsvFields first, boolean renaming) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < first.count(); i++) {
            String column = trimmed(first.text(i));
            if (!seen.add(column) && !renaming) {
                throw new MalformedDataException(
                        name + ", line " + first.line() + ": the column '" + column + "' is there twice");
            }
            names.add(column);
        }
        if (names.size() == 1 && !options.delimiterChosen()) {
            refuseOtherDelimiters(names.get(0));
        }
        return List.copyOf(ColumnNames.distinct(names));
    }

    /** A single column whose name holds what separates fields elsewhere. */
    private void refuseOtherDelimiters(String only) {
        for (char other : OTHER_DELIMITERS) {
            if (other != options.delimiter() && only.indexOf(other) >= 0) {
                String shown = other == '\t' ? "a tab" : "'" + other + "'";
                String option = other == '\t' ? "tab" : "'" + other + "'";
                throw new MalformedDataException(
                        name + ": the header has no '" + options.delimiter() + "' and holds " + shown
                                + ", which looks like the delimiter; choose it (CsvOptions.delimiter, in the command line"
                                + " --delimiter " + option + "), or choose '" + options.delimiter()
                                + "' if the file really has one column");
            }
        }
    }

    public List<String> header() {
        return header;
    }

    public boolean next() {
        current = read();
        return current != null;
    }

    private @Nullable CsvFields read() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvFields next = records.next();
            lastLine = next.line();
            return next;
        } catch (CsvParseException e) {
            throw e.getCause() instanceof IOException io ? failure(io) : notCsv(e);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause() == null ? new IOException(e) : e.getCause());
        }
    }

    private MalformedDataException notCsv(CsvParseException e) {
        return new MalformedDataException(
                name + ", after line " + lastLine + ": not valid CSV: " + e.getMessage()
                        + "; a quote that is not closed swallows what follows",
                e);
    }

    private RuntimeException failure(IOException e) {
        if (e instanceof StrictText.UndecodableException || e instanceof CharacterCodingException) {
            String others = options.charset().equals(StandardCharsets.UTF_8)
                    ? ", for instance windows-1252, ISO-8859-1 or UTF-16"
                    : "";
            return new MalformedDataException(
                    name + ", " + e.getMessage() + "; choose the file's encoding" + others
                            + " (CsvOptions.charset, in the command line --encoding), or save it in UTF-8",
                    e);
        }
        return new UncheckedIOException(name + " cannot be read: " + e, e);
    }

    public long line() {
        return record().line();
    }

    public int fieldCount() {
        return record().count();
    }

    public String raw(int field) {
        return record().text(field);
    }

    public String text(int field) {
        String written = written(field);
        return plainNumbers ? written : options.numbers().plain(written);
    }

    /** The same, but a number is as the file has it. */
    String written(int field) {
        return trimmed(raw(field));
    }

    public boolean isMissing(int field) {
        return options.isMissing(text(field));
    }

    public double number(int field) {
        return plainNumbers ? record().number(field) : DecimalField.parse(text(field));
    }

    /** NaN if the field is not a number, is not written as Java does, or a word for a missing value is one. */
    double plainNumber(int field) {
        return numbersMayBeMissing || !plainNumbers ? Double.NaN : record().number(field);
    }

    private String trimmed(String field) {
        return options.trim() ? field.strip() : field;
    }

    private CsvFields record() {
        CsvFields record = current;
        if (record == null) {
            throw new IllegalStateException("there is no record: next() was not called or returned false");
        }
        return record;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be closed: " + e, e);
        }
    }
}
