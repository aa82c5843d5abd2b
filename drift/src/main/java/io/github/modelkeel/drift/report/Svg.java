package io.github.modelkeel.drift.report;

/** Parts of drawings. Colours are attributes too, so that they survive where the page's style is blocked. */
final class Svg {
    static final String REFERENCE = "class=\"r\" fill=\"#8a97a6\"";
    static final String CURRENT = "class=\"c\" fill=\"#c2570c\"";
    static final String CURRENT_LINE = "class=\"cl\" fill=\"none\" stroke=\"#c2570c\"";
    static final String GRID = "class=\"g\" stroke=\"#e3e1dc\"";

    private Svg() {}

    /** With one digit after the point, unless that is 0. */
    public static String at(double coordinate) {
        long tenths = Math.round(coordinate * 10);
        long digit = Math.abs(tenths % 10);
        String whole = (tenths < 0 && tenths > -10 ? "-" : "") + tenths / 10;
        return digit == 0 ? Long.toString(tenths / 10) : whole + "." + digit;
    }

    static String rect(double x, double y, double width, double height, String style) {
        return "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) + "\" height=\"" + at(height)
                + "\" " + style + "/>";
    }

    public static String line(double x1, double y1, double x2, double y2, String style) {
        return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" " + style
                + "/>";
    }
}
