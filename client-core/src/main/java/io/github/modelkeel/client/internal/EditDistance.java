package io.github.modelkeel.client.internal;

/** How far two names are apart, for messages that say what was probably meant. */
public final class EditDistance {
    private EditDistance() {}

    /** The number of letters to insert, remove or replace to get from one to the other (V. I. Levenshtein, 1966). */
    public static int of(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
