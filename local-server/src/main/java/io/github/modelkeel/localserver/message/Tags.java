package io.github.modelkeel.localserver.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys and values as requests carry them. */
public final class Tags {
    private Tags() {}

    /** The key-value messages of a repeated field; of a key sent twice the last value counts. */
    public static Map<String, String> of(List<Fields> messages) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Fields message : messages) {
            tags.put(message.required("key"), message.string("value"));
        }
        return tags;
    }
}
