package io.github.modelkeel.formats.document;

import io.github.modelkeel.formats.json.JsonIn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What version 2 of {@code model.json} says about each node beyond version 1. */
final class NodeExtension {
    private static final NodeExtension NONE = new NodeExtension(null, null);
    private static final int NO_SET = -1;

    private final int @Nullable [] zeroMissing;
    private final @Nullable List<int @Nullable []> categories;

    private NodeExtension(int @Nullable [] zeroMissing, @Nullable List<int @Nullable []> categories) {
        this.zeroMissing = zeroMissing;
        this.categories = categories;
    }

    /** Splits the flat list of categories: for each node -1, or their number and then they. */
    static NodeExtension of(int @Nullable [] zeroMissing, int @Nullable [] flat, JsonIn in) {
        if (zeroMissing == null && flat == null) {
            return NONE;
        }
        if (zeroMissing == null || flat == null) {
            throw in.bad("\"zero_missing\" and \"categories\" go together");
        }
        List<int @Nullable []> sets = new ArrayList<>();
        for (int at = 0; at < flat.length; ) {
            int size = flat[at++];
            if (size < NO_SET || size > flat.length - at) {
                throw in.bad("\"categories\" has a set of " + size);
            }
            sets.add(size == NO_SET ? null : Arrays.copyOfRange(flat, at, at + size));
            at += Math.max(0, size);
        }
        return new NodeExtension(zeroMissing, sets);
    }

    boolean fits(int nodes) {
        return zeroMissing == null || categories == null || (zeroMissing.length == nodes && categories.size() == nodes);
    }

    boolean zeroMissing(int node) {
        return zeroMissing != null && zeroMissing[node] != 0;
    }

    int @Nullable [] categories(int node) {
        return categories == null ? null : categories.get(node);
    }
}
