package io.github.modelkeel.sklearn.program;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts a scorer together from operations. */
public final class ScorerProgram {
    private final int features;
    private final List<Program.Call> calls = new ArrayList<>();
    private int next;

    /** A program that reads this number of features. */
    public ScorerProgram(int features) {
        this.features = features;
        this.next = features;
    }

    /** The slots of all features. */
    public int[] features() {
        return range(0, features);
    }

    /** The slots of all features, none of which may be missing: the estimator refuses that itself, whatever its members do. */
    public int[] completeFeatures() {
        return add(new RequireFinite(false, features), features());
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** Adds an operation. */
    public int[] add(Operation operation, int... from) {
        calls.add(new Program.Call(operation, Indices.of(from)));
        next += operation.outputs();
        return range(next - operation.outputs(), next);
    }

    /** Adds a scorer. */
    public int[] add(Scorer scorer, Link link, int... from) {
        return add(new Score(scorer, link), from);
    }

    /** Adds the difference of two numbers, the second minus the first. */
    public int[] difference(int... two) {
        return add(new Affine(new Matrix(1, 2, Numbers.of(-1, 1)), Numbers.of(0)), two);
    }

    /** Adds 1 where a number is above a threshold, otherwise 0. */
    public int yesOrNo(int slot, double threshold) {
        return add(new Binarize(threshold, 1), slot)[0];
    }

    /** Adds 1 minus a number. */
    public int oneMinus(int... slot) {
        return minus(1, slot);
    }

    /** Adds a number minus the number of a single slot. */
    public int minus(double number, int... slot) {
        return add(new Affine(new Matrix(1, 1, Numbers.of(-1)), Numbers.of(number)), slot)[0];
    }

    /** The slots of one list and another. */
    public static int[] join(int[] first, int... second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    /** The scorer with these slots as its outputs. */
    public Scorer scorer(int... outputs) {
        return new ProgramScorer(Program.of(features, calls, Indices.of(outputs)));
    }
}
