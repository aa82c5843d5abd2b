package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The labels of classifiers of several targets, as {@link io.github.modelkeel.model.training.ScoringModelBuilder#targets} wants them. */
public final class MultiOutputLabels {
    private static final List<String> NO_YES = List.of("0", "1");
    private static final double HALF = 0.5;

    private MultiOutputLabels() {}

    /** A classifier whose scores are a probability for each class of each target, all targets having the same number of places. */
    public static Fitted mostProbable(ScorerProgram program, List<List<String>> targets, int width, int[] said) {
        int[] outputs = new int[0];
        for (int i = 0; i < targets.size(); i++) {
            int size = targets.get(i).size();
            int[] own = Arrays.copyOfRange(said, i * width, i * width + size);
            int[] index = program.add(new IndexOfLargest(size), own);
            outputs = ScorerProgram.join(ScorerProgram.join(outputs, index), own);
        }
        return Fitted.several(program.scorer(outputs), targets);
    }

    /** Yes where the logistic function of a score is above one half. */
    public static Fitted network(Scorer scores) {
        ScorerProgram program = new ScorerProgram(scores.featureCount());
        int[] yes = program.add(scores, Link.LOGISTIC, program.features());
        int[] outputs = new int[0];
        for (int slot : yes) {
            outputs = ScorerProgram.join(outputs, program.yesOrNo(slot, HALF));
            outputs = ScorerProgram.join(outputs, program.oneMinus(slot), slot);
        }
        return Fitted.several(program.scorer(outputs), noOrYes(yes.length));
    }

    /** Yes where a score is above 0. */
    public static Fitted aboveZero(Scorer scores) {
        ScorerProgram program = new ScorerProgram(scores.featureCount());
        int[] said = program.add(scores, Link.IDENTITY, program.features());
        int[] outputs = IntStream.of(said).map(slot -> program.yesOrNo(slot, 0)).toArray();
        return Fitted.several(program.scorer(outputs), noOrYes(said.length), scores);
    }

    /** Whether a binarizer of labels was given several yes-or-no targets. */
    public static boolean isMultilabel(Located binarizer) {
        return binarizer.attribute("y_type_").text().startsWith("multilabel");
    }

    /** The labels of yes-or-no targets. */
    public static List<List<String>> noOrYes(int targets) {
        return Collections.nCopies(targets, NO_YES);
    }
}
