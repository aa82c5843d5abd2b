package io.github.modelkeel.sklearn.program;

import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.operation.Elementwise;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.sklearn.python.node.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A program while it is built. It knows of each slot which missing columns would make it missing, so that a column is required as soon
 * as a step reads it that refuses missing values, as scikit-learn does. Not thread-safe.
 */
public final class ProgramBuilder {
    private static final BitSet NONE = new BitSet();

    /** What a computation can make of a number apart from a finite one. */
    private enum Doubt {
        NONE,
        NAN,
        NAN_OR_INFINITE
    }

    /**
     * What is known of a slot.
     *
     * @param origin the column whose texts it holds or could hold; -1 for what was computed
     * @param missing the columns whose missing values make it missing
     * @param doubt what a computation can make of it besides, as the logarithm of a negative number is NaN
     * @param single whether the source holds it as 32-bit floats
     */
    private record Slot(int origin, BitSet missing, Doubt doubt, boolean single) {}

    private final List<InputColumn> columns;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Program.Call> calls = new ArrayList<>();
    private final ColumnBlock inputs;

    /** A program that reads these columns. */
    public ProgramBuilder(List<InputColumn> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            BitSet missing = new BitSet();
            missing.set(i, columns.get(i).mayMiss());
            slots.add(new Slot(i, missing, Doubt.NONE, false));
        }
        ColumnBlock plain = new ColumnBlock(
                IntStream.range(0, columns.size()).boxed().toList(),
                columns.stream().map(InputColumn::name).toList());
        this.inputs = rounded(plain);
    }

    /** A column of 32-bit floats takes the nearest of them, as in the source. */
    private ColumnBlock rounded(ColumnBlock plain) {
        List<Integer> places = new ArrayList<>(plain.slots());
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isSingle()) {
                int slot = add(
                                new Round(1),
                                plain.pick(List.of(i)),
                                plain.names().subList(i, i + 1))
                        .slots()
                        .get(0);
                slots.set(slot, new Slot(-1, slots.get(slot).missing(), Doubt.NONE, true));
                places.set(i, slot);
            }
        }
        return new ColumnBlock(places, plain.names());
    }

    /** The columns of the model's input. */
    public ColumnBlock inputs() {
        return inputs;
    }

    /** Appends an operation that reads a block; its outputs have these names. */
    public ColumnBlock add(Operation operation, ColumnBlock from, List<String> names) {
        Indices read = Indices.of(from.slots());
        calls.add(new Program.Call(operation, read));
        List<Integer> written = new ArrayList<>();
        boolean[] missing = new boolean[from.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = !slots.get(read.get(i)).missing().isEmpty();
        }
        for (int output = 0; output < operation.outputs(); output++) {
            List<Integer> sources = operation instanceof Elementwise ? List.of(read.get(output)) : from.slots();
            written.add(slots.size());
            slots.add(outcome(operation, output, sources, missing));
        }
        return new ColumnBlock(written, names, from.sparse());
    }

    private Slot outcome(Operation operation, int output, List<Integer> sources, boolean[] missing) {
        int origin = operation.passesTexts() ? slots.get(sources.get(output)).origin() : -1;
        BitSet columnsMissing = NONE;
        if (operation.mayBeMissing(output, missing)) {
            columnsMissing = new BitSet();
            for (int source : sources) {
                columnsMissing.or(slots.get(source).missing());
            }
        }
        boolean[] all = new boolean[missing.length];
        Arrays.fill(all, true);
        boolean open = operation.mayBeMissing(output, all)
                && sources.stream().anyMatch(source -> slots.get(source).doubt() != Doubt.NONE);
        return new Slot(origin, columnsMissing, open ? Doubt.NAN_OR_INFINITE : Doubt.NONE, false);
    }

    /** Says that the numbers of a block may be what a computation leaves undefined: NaN or infinite. */
    public ColumnBlock uncertain(ColumnBlock columnBlock) {
        columnBlock.slots().forEach(slot -> {
            Slot known = slots.get(slot);
            slots.set(slot, new Slot(known.origin(), known.missing(), Doubt.NAN_OR_INFINITE, known.single()));
        });
        return columnBlock;
    }

    /** Says that the source holds a block as 32-bit floats. */
    public ColumnBlock single(ColumnBlock columnBlock) {
        columnBlock.slots().forEach(slot -> {
            Slot known = slots.get(slot);
            slots.set(slot, new Slot(known.origin(), known.missing(), known.doubt(), true));
        });
        return columnBlock;
    }

    /** What a slot holds. */
    public InputColumn.Kind kind(int slot) {
        int origin = slots.get(slot).origin();
        return origin < 0 ? InputColumn.Kind.NUMBER : columns.get(origin).kind();
    }

    /** Settles what a slot holds, if that was open. */
    public void settle(int slot, InputColumn.Kind kind) {
        int origin = slots.get(slot).origin();
        if (origin >= 0) {
            columns.get(origin).settle(kind);
        }
    }

    /**
     * Lets look-ups compare the whole numbers of a column as longs, which doubles cannot do beyond 2^53; then no other step may read it.
     */
    public void widen(ColumnBlock column, Located reader) {
        int slot = column.slots().get(0);
        int origin = slots.get(slot).origin();
        boolean raw = origin == slot
                && calls.stream()
                        .filter(call -> Arrays.stream(call.from().toArray()).anyMatch(from -> from == slot))
                        .allMatch(call -> call.operation() instanceof LookupTexts);
        if (!raw) {
            throw reader.refusal("its categories are whole numbers beyond 2^53, and '"
                    + column.names().get(0)
                    + "' is read as a floating-point number before or elsewhere, which cannot tell them apart; that is"
                    + " not supported: give the column to the encoder alone");
        }
        columns.get(origin).widen();
    }

    /** Which columns of a block are texts, when that is known of all of them. */
    public Optional<BitSet> texts(ColumnBlock columnBlock) {
        BitSet texts = new BitSet();
        for (int i = 0; i < columnBlock.size(); i++) {
            InputColumn.Kind kind = kind(columnBlock.slots().get(i));
            if (kind == InputColumn.Kind.UNKNOWN) {
                return Optional.empty();
            }
            texts.set(i, kind == InputColumn.Kind.TEXT);
        }
        return Optional.of(texts);
    }

    /** A row may go without a column that is read for the first time now, whatever the source says about columns of its type. */
    public void acceptMissing(int slot) {
        int origin = slots.get(slot).origin();
        boolean read = calls.stream()
                .flatMapToInt(call -> Arrays.stream(call.from().toArray()))
                .anyMatch(from -> from == slot);
        if (origin == slot && !read) {
            columns.get(origin).acceptMissing();
            slots.get(slot).missing().set(origin);
        }
    }

    /** A block of numbers, which may be missing; infinite ones are refused in a row. */
    public ColumnBlock numbers(ColumnBlock columnBlock, Located reader) {
        requireNumbers(columnBlock, reader);
        return guarded(columnBlock, true);
    }

    private void requireNumbers(ColumnBlock columnBlock, Located reader) {
        for (int i = 0; i < columnBlock.size(); i++) {
            settle(columnBlock.slots().get(i), InputColumn.Kind.NUMBER);
            if (kind(columnBlock.slots().get(i)) == InputColumn.Kind.WIDE) {
                throw reader.refusal("'" + columnBlock.names().get(i)
                        + "' is read as a floating-point number, but an encoder has"
                        + " whole numbers beyond 2^53 of it as categories; that is not supported: give the column to the"
                        + " encoder alone");
            }
            if (kind(columnBlock.slots().get(i)) == InputColumn.Kind.TEXT) {
                throw reader.refusal(
                        "the text '" + columnBlock.names().get(i) + "' is read as a number; encode it before");
            }
        }
    }

    /** A block of numbers none of which may be missing, which makes its columns required. */
    public ColumnBlock complete(ColumnBlock columnBlock, Located reader) {
        ColumnBlock numbers = numbers(columnBlock, reader);
        require(numbers);
        return guarded(numbers, false);
    }

    /** As {@link #numbers}, for a step whose arithmetic is in 64 bits here. */
    public ColumnBlock doubles(ColumnBlock columnBlock, Located reader) {
        requireDoubles(columnBlock, reader);
        return numbers(columnBlock, reader);
    }

    /** As {@link #complete}, for a step whose arithmetic is in 64 bits here. */
    public ColumnBlock completeDoubles(ColumnBlock columnBlock, Located reader) {
        requireDoubles(columnBlock, reader);
        return complete(columnBlock, reader);
    }

    /** Whether the source joins the columns to an array of 32-bit floats; booleans among them do not widen it. */
    private boolean isSingle(ColumnBlock columnBlock) {
        return columnBlock.slots().stream().anyMatch(slot -> slots.get(slot).single())
                && columnBlock.slots().stream()
                        .allMatch(slot -> slots.get(slot).single() || kind(slot) == InputColumn.Kind.BOOLEAN);
    }

    /** Whether the source joins the columns to an array of 64-bit integers. */
    public boolean isWhole(ColumnBlock columnBlock) {
        return columnBlock.slots().stream()
                        .allMatch(slot -> slots.get(slot).origin() == slot && kind(slot) == InputColumn.Kind.WHOLE)
                && columnBlock.slots().stream()
                        .anyMatch(slot -> columns.get(slot).isLong());
    }

    private void requireDoubles(ColumnBlock columnBlock, Located reader) {
        if (isSingle(columnBlock)) {
            throw reader.refusal(
                    "all of its columns are 32-bit floats, for which scikit-learn computes in 32 bits; that"
                            + " is not supported: train and log the model with 64-bit floats");
        }
    }

    /** Makes the columns required whose missing values reach the block. */
    public void require(ColumnBlock columnBlock) {
        columnBlock
                .slots()
                .forEach(slot -> slots.get(slot).missing().stream()
                        .forEach(column -> columns.get(column).require()));
    }

    private ColumnBlock guarded(ColumnBlock columnBlock, boolean acceptsMissing) {
        Doubt accepted = acceptsMissing ? Doubt.NAN : Doubt.NONE;
        List<Integer> open = IntStream.range(0, columnBlock.size())
                .filter(i -> slots.get(columnBlock.slots().get(i)).doubt().compareTo(accepted) > 0)
                .boxed()
                .toList();
        if (open.isEmpty()) {
            return columnBlock;
        }
        ColumnBlock checked = add(
                new RequireFinite(acceptsMissing, open.size()),
                columnBlock.pick(open),
                columnBlock.pick(open).names());
        List<Integer> places = new ArrayList<>(columnBlock.slots());
        for (int i = 0; i < open.size(); i++) {
            int slot = checked.slots().get(i);
            Slot known = slots.get(slot);
            boolean single = slots.get(columnBlock.slots().get(open.get(i))).single();
            slots.set(slot, new Slot(known.origin(), known.missing(), accepted, single));
            places.set(open.get(i), slot);
        }
        return new ColumnBlock(places, columnBlock.names(), columnBlock.sparse());
    }

    /** The program with these outputs. */
    public Program program(ColumnBlock outputs, Located reader) {
        if (outputs.size() == 0) {
            throw reader.refusal("no features are left");
        }
        return Program.of(columns.size(), calls, Indices.of(outputs.slots()));
    }

    /** The preprocessing with these outputs as the features. */
    public FittedPreprocessing preprocessing(ColumnBlock outputs, Located reader) {
        requireNumbers(outputs, reader);
        return CompiledPreprocessing.of(
                columns.stream().map(InputColumn::column).toList(),
                program(outputs, reader),
                Names.distinct(outputs.names()));
    }
}
