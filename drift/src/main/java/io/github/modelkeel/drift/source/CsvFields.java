package io.github.modelkeel.drift.source;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.github.modelkeel.drift.column.DecimalField;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a line, one line after the other: their characters, so that a number costs no text, and texts that are often there are made
 * once. Not thread-safe.
 */
final class CsvFields extends AbstractBaseCsvCallbackHandler<CsvFields> {
    private static final int KNOWN_TEXTS = 1 << 12;

    private char[] characters = new char[1 << 10];
    private int[] ends = new int[32];
    private int count;

    /** The last text with each hash. */
    private final @Nullable String[] known = new String[KNOWN_TEXTS];

    @Override
    protected void handleBegin(long startingLineNumber) {
        count = 0;
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
        int start = start(field);
        if (start + length > characters.length) {
            characters = Arrays.copyOf(characters, 2 * (start + length));
        }
        if (field == ends.length) {
            ends = Arrays.copyOf(ends, 2 * field);
        }
        System.arraycopy(buffer, offset, characters, start, length);
        ends[field] = start + length;
        count = field + 1;
    }

    @Override
    protected void handleEmpty() {
        count = 0;
    }

    @Override
    protected CsvFields buildRecord() {
        return this;
    }

    /** Where the line starts, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    int count() {
        return count;
    }

    /** NaN if the field is not a number. */
    double number(int field) {
        int end = ends[Objects.checkIndex(field, count)];
        return DecimalField.parse(characters, start(field), end);
    }

    String text(int field) {
        int end = ends[Objects.checkIndex(field, count)];
        int start = start(field);
        int length = end - start;
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = (hash ^ hash >>> 16) & (KNOWN_TEXTS - 1);
        String candidate = known[slot];
        if (candidate == null || candidate.hashCode() != hash || !isAt(candidate, start, length)) {
            candidate = new String(characters, start, length);
            known[slot] = candidate;
        }
        return candidate;
    }

    private boolean isAt(String text, int start, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[start + i]) {
                return false;
            }
        }
        return true;
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }
}
