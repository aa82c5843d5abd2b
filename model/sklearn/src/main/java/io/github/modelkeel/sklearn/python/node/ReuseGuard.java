package io.github.modelkeel.sklearn.python.node;

import java.util.IdentityHashMap;

/**
 * What a reader that follows a tree from parts to their parts would meet. A file can hold a part once and name it often, so that a few
 * bytes encode more parts than could ever be read, or for a part that is in itself.
 */
public final class ReuseGuard {
    private static final long MAX = 20_000_000;
    private static final Long OPEN = -1L;

    private final Located root;
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    private ReuseGuard(Located root) {
        this.root = root;
    }

    /** Refuses a tree that contains itself, or that has too many parts when each is counted as often as it is named. */
    public static Located check(Located root) {
        if (new ReuseGuard(root).size(root.node()) >= MAX) {
            throw root.refusal("it names its parts so often that it has more than " + MAX);
        }
        return root;
    }

    /** The recursion is bounded: the reader of the file refuses one whose values are nested too deeply. */
    private long size(Node node) {
        Long known = sizes.putIfAbsent(node, OPEN);
        if (OPEN.equals(known)) {
            throw root.refusal("it contains itself: " + node.kind());
        }
        if (known != null) {
            return known;
        }
        long size = 1;
        for (Node child : node.children()) {
            size = Math.min(MAX, size + size(child));
        }
        sizes.put(node, size);
        return size;
    }
}
