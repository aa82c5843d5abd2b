package io.github.modelkeel.model.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of words a row of numbers picks from mask tables. Axes of few cases are taken together, a row of words for each pair of
 * their cases, since what counts is how many rows there are to join. Immutable.
 */
final class MaskCases {
    /** What {@link #locate} gives when it depends on the row. */
    static final long OPEN = -1;

    /** How many rows are given as one number, 16 bits each. */
    static final int PACKED = 4;

    private static final int MAX_TOGETHER = 64;
    private static final int MAX_TOGETHER_OF_MANY = 512;

    /** Nowhere may a row start beyond 16 bits. */
    private static final int MAX_WORDS = 60_000;

    private final Axis[] first;
    private final Axis[] further;
    private final long firstStarts;
    private final int[] furtherStarts;

    /** Axes that are taken together. The case of the first one counts most. */
    record Group(List<MaskAxis> axes) {
        int cases() {
            return axes.stream().mapToInt(axis -> axis.samples().length).reduce(1, Math::multiplyExact);
        }

        Group with(Group other) {
            List<MaskAxis> both = new ArrayList<>(axes);
            both.addAll(other.axes);
            return new Group(List.copyOf(both));
        }
    }

    /**
     * One axis, ready to be asked.
     *
     * @param input where the number is
     * @param sortedThresholds the cuts; {@code null} for a code
     * @param open which cases depend on the row; {@code null} if none does
     * @param missing the case of a missing number
     * @param group the group's index
     * @param stride how far the rows of two neighboring cases are apart, in words; shifted to its 16 bits in the first groups
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Axis(
            int input,
            @Nullable SortedThresholds sortedThresholds,
            boolean @Nullable [] open,
            int missing,
            int group,
            long stride) {
        static Axis of(MaskAxis axis, int group, int stride) {
            double[] sortedThresholds = axis.cuts();
            return new Axis(
                    axis.input(),
                    sortedThresholds == null ? null : SortedThresholds.of(sortedThresholds),
                    openCases(axis),
                    axis.samples().length - 1,
                    group,
                    group < PACKED ? (long) stride << (16 * group) : stride);
        }

        private static boolean @Nullable [] openCases(MaskAxis axis) {
            boolean[] open = new boolean[axis.samples().length];
            boolean any = false;
            for (int i = 0; i < open.length; i++) {
                open[i] = axis.samples()[i] == null;
                any |= open[i];
            }
            return any ? open : null;
        }

        /** The case of a number, or -1 when it cannot be decided. */
        int caseOf(double value) {
            int found = missing;
            if (!Double.isNaN(value)) {
                found = sortedThresholds == null ? 1 + (int) value : sortedThresholds.below(value);
            }
            return open != null && open[found] ? -1 : found;
        }
    }

    /**
     * Of groups.
     *
     * @param groups the groups, whose rows follow each other from row 1 on; row 0 allows all leaves
     * @param words how many words a row has
     */
    MaskCases(List<Group> groups, int words) {
        List<Axis> axes = new ArrayList<>();
        furtherStarts = new int[Math.max(0, groups.size() - PACKED)];
        long packed = 0;
        int start = words;
        for (int group = 0; group < groups.size(); group++) {
            if (group < PACKED) {
                packed += (long) start << (16 * group);
            } else {
                furtherStarts[group - PACKED] = start;
            }
            int stride = groups.get(group).cases() * words;
            start += stride;
            for (MaskAxis axis : groups.get(group).axes()) {
                stride /= axis.samples().length;
                axes.add(Axis.of(axis, group, stride));
            }
        }
        firstStarts = packed;
        first = axes.stream().filter(axis -> axis.group < PACKED).toArray(Axis[]::new);
        further = axes.stream().filter(axis -> axis.group >= PACKED).toArray(Axis[]::new);
    }

    /** Takes axes together while their tables stay small. */
    static List<Group> groups(List<MaskAxis> axes, int words) {
        List<Group> groups = new ArrayList<>();
        axes.forEach(axis -> groups.add(new Group(List.of(axis))));
        while (groups.size() > 1) {
            groups.sort(Comparator.comparingInt(Group::cases));
            long together = (long) groups.get(0).cases() * groups.get(1).cases();
            int most = groups.size() > PACKED ? MAX_TOGETHER_OF_MANY : MAX_TOGETHER;
            long total = groups.stream().mapToLong(Group::cases).sum() + together;
            if (together > most || (total + 1) * words > MAX_WORDS) {
                break;
            }
            groups.add(groups.remove(0).with(groups.remove(0)));
        }
        return groups;
    }

    /** How many rows there are beyond those that are given as one number. */
    int further() {
        return furtherStarts.length;
    }

    /**
     * Finds where the rows start.
     *
     * @param row the numbers
     * @param starts takes the starts of the rows from the fifth on
     * @return the starts of the first four rows, 16 bits each, or {@link #OPEN}
     */
    long locate(double[] row, int[] starts) {
        long packed = firstStarts;
        for (Axis axis : first) {
            int found = axis.caseOf(row[axis.input]);
            if (found < 0) {
                return OPEN;
            }
            packed += found * axis.stride;
        }
        System.arraycopy(furtherStarts, 0, starts, 0, starts.length);
        for (Axis axis : further) {
            int found = axis.caseOf(row[axis.input]);
            if (found < 0) {
                return OPEN;
            }
            starts[axis.group - PACKED] += found * (int) axis.stride;
        }
        return packed;
    }
}
