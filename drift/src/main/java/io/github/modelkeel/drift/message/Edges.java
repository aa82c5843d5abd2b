package io.github.modelkeel.drift.message;

import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleFunction;

/** Names the bins between edges, with as many digits as it takes that no two names are equal. */
public final class Edges {
    private static final int FEW_DIGITS = 6;
    private static final int ALL_DIGITS = 17;

    private Edges() {}

    /**
     * The names of the bins, one more than there are edges.
     *
     * @param edges ascending; an edge that is the next double after the one before it ends the bin of that value alone
     */
    public static String[] names(double[] edges) {
        for (int digits = FEW_DIGITS; digits < ALL_DIGITS; digits++) {
            int of = digits;
            String[] names = names(edges, edge -> Numerals.brief(edge, of));
            if (twice(names).isEmpty()) {
                return names;
            }
        }
        return names(edges, edge -> Numerals.brief(edge, ALL_DIGITS));
    }

    /** The names of the bins, by a text of each edge. */
    public static String[] names(double[] edges, DoubleFunction<String> text) {
        String[] names = new String[edges.length + 1];
        for (int i = 0; i <= edges.length; i++) {
            if (edges.length == 0) {
                names[i] = "all";
            } else if (i == 0) {
                names[i] = "< " + text.apply(edges[0]);
            } else if (i == edges.length) {
                names[i] = isAfter(edges, i - 1) ? "> " + text.apply(edges[i - 2]) : "≥ " + text.apply(edges[i - 1]);
            } else {
                names[i] = inner(edges, i, text);
            }
        }
        return names;
    }

    private static String inner(double[] edges, int bin, DoubleFunction<String> text) {
        if (isAfter(edges, bin)) {
            return "= " + text.apply(edges[bin - 1]);
        }
        String upper = " – " + text.apply(edges[bin]);
        return isAfter(edges, bin - 1) ? "> " + text.apply(edges[bin - 2]) + upper : text.apply(edges[bin - 1]) + upper;
    }

    /** Whether an edge is the next double after the one before it. */
    private static boolean isAfter(double[] edges, int edge) {
        return edge > 0 && edges[edge] == Math.nextUp(edges[edge - 1]);
    }

    private static Set<String> twice(String[] names) {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String name : names) {
            String[] ends = name.split(" – ", -1);
            if (!once.add(name) || (ends.length == 2 && ends[0].equals(ends[1]))) {
                twice.add(name);
            }
        }
        return twice;
    }
}
