package io.github.modelkeel.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads texts, of which a few that come often are decoded once. Not thread-safe. */
final class TextCells extends CellReader {
    private static final int MAX_KNOWN = 1_000;

    /** The keys are copies, as Spark writes over the bytes of a value when it has the next row. */
    private final Map<UTF8String, String> known = new HashMap<>();

    TextCells(int place) {
        super(place);
    }

    @Override
    void present(InternalRow row, ValueSink sink) {
        sink.value(text(row.getUTF8String(place)));
    }

    @Override
    void read(ColumnVector column, int rows, ValueSink sink) {
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            if (column.isNullAt(row)) {
                missing++;
            } else {
                sink.value(text(column.getUTF8String(row)));
            }
        }
        sink.missing(missing);
    }

    private String text(UTF8String value) {
        String text = known.get(value);
        if (text == null) {
            text = value.toString();
            if (known.size() < MAX_KNOWN) {
                known.put(UTF8String.fromBytes(value.getBytes().clone()), text);
            }
        }
        return text;
    }
}
