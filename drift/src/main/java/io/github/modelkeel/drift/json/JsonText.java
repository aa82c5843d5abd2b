package io.github.modelkeel.drift.json;

import com.grack.nanojson.JsonStringWriter;

/** Ends a document. */
public final class JsonText {
    private JsonText() {}

    /** The document with a line end. Half a surrogate pair is escaped: UTF-8 cannot hold it, and no value may cost the file. */
    public static String of(JsonStringWriter json) {
        String text = json.done();
        StringBuilder out = new StringBuilder(text.length() + 1);
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.append("\\u").append(Integer.toHexString(point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.append('\n').toString();
    }
}
