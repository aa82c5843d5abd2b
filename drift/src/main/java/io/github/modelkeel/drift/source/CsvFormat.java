package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is read.
 *
 * @param delimiterChosen whether a user chose the delimiter, so that it is not doubted
 * @param trim whether blanks around fields are dropped
 * @param types of columns whose type is not inferred: numbers or text
 * @param texts columns that are text, where a file has them
 * @param numbers how numbers are written
 * @param observer hears how many bytes of a file were read so far; null for none
 */
public record CsvFormat(
        char delimiter,
        boolean delimiterChosen,
        boolean trim,
        Charset charset,
        Set<String> missingValues,
        Map<String, Type> types,
        Set<String> texts,
        NumberForm numbers,
        @Nullable LongConsumer observer) {
    private InputStream observed(InputStream in) {
        return observer == null ? in : new ObservedBytes(in, observer);
    }

    boolean isMissing(String field) {
        return missingValues.contains(field) || field.isBlank();
    }

    /** Whether a column is text because a user or a signature says so, and not because of what is in it. */
    boolean isText(String column) {
        return types.get(column) == Type.TEXT || (!types.containsKey(column) && texts.contains(column));
    }

    /** A file in which every column has a name of its own. */
    public CsvRecords open(Path file) {
        return open(file, false);
    }

    /**
     * Opens a file.
     *
     * @param renaming whether a second column of a name gets another name; else it is an error
     */
    public CsvRecords open(Path file, boolean renaming) {
        InputStream in;
        try {
            in = observed(Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
        try {
            return new CsvRecords(in, file.toString(), this, renaming);
        } catch (RuntimeException | Error e) {
            try {
                in.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
