package io.github.modelkeel.tracking.artifact;

import java.util.Locale;
import java.util.Map;

/** Figures that a plotting library gave as a file's bytes. */
public final class Figures {
    private static final Map<String, int[]> BEGINNINGS = Map.of(
            "png", new int[] {0x89, 'P', 'N', 'G'},
            "jpg", new int[] {0xff, 0xd8, 0xff},
            "jpeg", new int[] {0xff, 0xd8, 0xff},
            "gif", new int[] {'G', 'I', 'F', '8'},
            "pdf", new int[] {'%', 'P', 'D', 'F'});

    private Figures() {}

    /** Checks that a figure is what its file's name says, as MLflow's pages show it by that name. */
    public static byte[] checked(byte[] figure, String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        int[] beginning = BEGINNINGS.get(ending);
        if (beginning != null && !begins(figure, beginning)) {
            throw new IllegalArgumentException("the figure is not in the format that its name says: '" + file + "'");
        }
        return figure;
    }

    private static boolean begins(byte[] figure, int[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (i >= figure.length || (figure[i] & 0xff) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Checks that a text is SVG or HTML, as its file's name says. */
    public static String checked(String figure, String file) {
        boolean svg = file.endsWith(".svg") && figure.contains("<svg");
        if (!svg && !file.endsWith(".html")) {
            throw new IllegalArgumentException(
                    "a figure given as text must be SVG in a file that ends in .svg, or HTML in .html: '" + file + "'");
        }
        return figure;
    }
}
