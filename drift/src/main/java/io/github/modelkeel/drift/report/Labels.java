package io.github.modelkeel.drift.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts from the data, as a report shows them. */
final class Labels {
    /** The most characters of a category in a report. */
    static final int MOST = 120;

    private static final int MARK = 8;

    private Labels() {}

    /** A text of at most a number of characters; of a longer one the start. Half a surrogate pair, which UTF-8 cannot hold, is replaced. */
    static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        String start = length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
        return whole(start);
    }

    /** On one line of a terminal, with nothing that moves the cursor or turns the direction of the text. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        cut(text, MOST)
                .codePoints()
                .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : Html.shown(point)));
        return line.toString();
    }

    /** The text with half surrogate pairs replaced. */
    static String whole(String text) {
        if (text.codePoints().noneMatch(Labels::isHalf)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(point -> whole.appendCodePoint(isHalf(point) ? 0xFFFD : point));
        return whole.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** The labels of bins, cut; those that would be equal then are numbered. */
    static List<String> of(List<ScoreData.Bin> bins) {
        List<String> labels = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (ScoreData.Bin bin : bins) {
            String label = cut(bin.label(), MOST);
            for (int i = 2; !used.add(label); i++) {
                label = cut(bin.label(), MOST - MARK) + " (" + i + ")";
            }
            labels.add(label);
        }
        return labels;
    }
}
