package io.github.modelkeel.formats.document;

import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.Limits;
import org.jspecify.annotations.Nullable;

/** What version 3 of {@code model.json} says about leaves that have a value for each output. Not thread-safe. */
final class LeafValues {
    private final int width;
    private final double[] further;
    private int at;

    private LeafValues(int width, double[] further) {
        this.width = width;
        this.further = further;
    }

    static LeafValues of(@Nullable Integer width, double @Nullable [] further, JsonIn in) {
        if (width == null && further == null) {
            return new LeafValues(1, new double[0]);
        }
        if (width == null || further == null) {
            throw in.bad("\"leaf_width\" and \"further_values\" go together");
        }
        if (width < 2 || width > Limits.MAX_CLASSES) {
            throw in.bad("\"leaf_width\" must be 2 to " + Limits.MAX_CLASSES + ": " + width);
        }
        return new LeafValues(width, further);
    }

    /** All values of the next leaf. */
    double[] next(double first, JsonIn in) {
        if (further.length - at < width - 1) {
            throw in.bad("the leaves have fewer \"further_values\" than \"leaf_width\" says");
        }
        double[] values = new double[width];
        values[0] = first;
        System.arraycopy(further, at, values, 1, width - 1);
        at += width - 1;
        return values;
    }

    void requireEnd(JsonIn in) {
        if (at != further.length) {
            throw in.bad("there are more \"further_values\" than the leaves take");
        }
    }
}
