package io.github.modelkeel.sklearn.reader;

import io.github.modelkeel.sklearn.python.node.Located;
import java.util.Arrays;
import java.util.List;

/** The estimators that an ensemble holds. */
public final class Members {
    private Members() {}

    /** The fitted estimators, one or more. */
    public static List<Located> of(Located ensemble) {
        List<Located> members = ensemble.attribute("estimators_").elements();
        if (members.isEmpty()) {
            throw ensemble.attribute("estimators_").refusal("there are no estimators");
        }
        return members;
    }

    /** The features that a member of an ensemble reads. */
    public static int[] columns(Located ensemble, int member, int features) {
        Located list = ensemble.attribute("estimators_features_").element(member);
        int[] columns = Arrays.stream(list.longs()).mapToInt(Math::toIntExact).toArray();
        if (columns.length == 0 || Arrays.stream(columns).anyMatch(column -> column < 0 || column >= features)) {
            throw list.refusal("indices of features below " + features + " are expected");
        }
        return columns;
    }
}
