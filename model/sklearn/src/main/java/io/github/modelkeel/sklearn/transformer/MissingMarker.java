package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Flag;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What counts as missing in scikit-learn's {@code missing_values}. Our rows know one kind of missing value: it means NaN where
 * NaN is looked for, and None where None is.
 *
 * @param number NaN for what is missing, or the number that marks it; NaN with a text
 * @param text the text that marks a missing value
 */
record MissingMarker(double number, Optional<String> text) {
    static MissingMarker of(Located value) {
        if (value.isNone() || value.className().equals("pandas._libs.missing.NAType")) {
            return new MissingMarker(Double.NaN, Optional.empty());
        }
        if (Node.plain(value.node()) instanceof String mark) {
            return new MissingMarker(Double.NaN, Optional.of(mark));
        }
        return new MissingMarker(Values.numberOf(value), Optional.empty());
    }

    /** Whether it is an absent value, not a placeholder for one. */
    boolean isMissing() {
        return text.isEmpty() && Double.isNaN(number);
    }

    /** 1 for each column that is missing in a row, otherwise 0. */
    ColumnBlock flags(Located reader, ColumnBlock in, List<String> names, ProgramBuilder program) {
        if (text.isPresent()) {
            return textFlags(reader, in, names, program);
        }
        ColumnBlock read = isMissing() ? in : program.complete(in, reader);
        return program.add(new Flag(number, in.size()), read, names);
    }

    private ColumnBlock textFlags(Located reader, ColumnBlock in, List<String> names, ProgramBuilder program) {
        List<ColumnBlock> flags = new ArrayList<>();
        program.require(in);
        for (int i = 0; i < in.size(); i++) {
            program.settle(in.slots().get(i), InputColumn.Kind.TEXT);
            if (program.kind(in.slots().get(i)) != InputColumn.Kind.TEXT) {
                throw reader.refusal("the text that marks a missing value is looked for in columns of numbers");
            }
            LookupTexts lookup = new LookupTexts(
                    List.of(text.orElseThrow()), new Matrix(1, 1, Numbers.of(1)), Numbers.of(), Numbers.of(0));
            flags.add(program.add(lookup, in.pick(List.of(i)), names.subList(i, i + 1)));
        }
        return ColumnBlock.join(flags, in.sparse());
    }
}
