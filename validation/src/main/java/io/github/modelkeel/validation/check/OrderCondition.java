package io.github.modelkeel.validation.check;

import org.jspecify.annotations.Nullable;

/** Whether a value is not before, or not after, the one above it that is not missing. Numbers are compared as numbers, texts as texts. */
final class OrderCondition implements Condition {
    private final int sign;
    private final boolean strictly;
    private boolean started;
    private double number;
    private @Nullable Long whole;
    private @Nullable String text;

    OrderCondition(boolean increasing, boolean strictly) {
        this.sign = increasing ? 1 : -1;
        this.strictly = strictly;
    }

    @Override
    public boolean holds(Value value) {
        boolean first = !started;
        double lastNumber = number;
        Long lastWhole = whole;
        String lastText = text;
        started = true;
        number = value.number();
        whole = Double.isNaN(number) ? null : value.whole();
        text = value.isText() ? value.text() : null;
        if (Double.isNaN(number) && text == null) {
            return false; // of a type that has no order
        }
        if (first) {
            return true;
        }
        int order;
        if (whole != null && lastWhole != null) {
            order = whole.compareTo(lastWhole);
        } else if (!Double.isNaN(number) && !Double.isNaN(lastNumber)) {
            order = Double.compare(number + 0.0, lastNumber + 0.0);
        } else if (text != null && lastText != null) {
            order = text.compareTo(lastText);
        } else {
            return false;
        }
        return strictly ? order * sign > 0 : order * sign >= 0;
    }
}
