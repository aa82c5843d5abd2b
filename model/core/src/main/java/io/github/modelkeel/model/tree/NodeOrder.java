package io.github.modelkeel.model.tree;

import java.util.ArrayDeque;

/**
 * An order of a tree's nodes in which a way down touches few lines of the processor's cache, and few pages of memory: four pairs of
 * children fill a line, and behind a pair come, in the same line, those of its descendants that cover the most nodes and so, it is
 * supposed, are visited the most. In the same way lines from the top of a subtree down fill a page. Used once.
 */
final class NodeOrder {
    /** Nodes of eight bytes in a line of 64. */
    static final int LINE = 8;

    private static final int PAIRS = LINE / 2;
    private static final int LINES_A_PAGE = 4096 / 64;

    private final TreeNodes source;
    private final int start;
    private final int[] below;
    private final int[] position;
    /** Splits whose children begin a page, and those whose children begin a line of the page at hand. */
    private final ArrayDeque<Integer> pages = new ArrayDeque<>();

    private final ArrayDeque<Integer> lines = new ArrayDeque<>();

    /** Splits whose children may come next in the line; each pair placed adds two at most and takes one away. */
    private final int[] candidates = new int[PAIRS + 2];

    private int count;
    private int next = 1;

    private NodeOrder(TreeNodes source, int tree) {
        this.source = source;
        this.start = source.start(tree);
        int size = source.start(tree + 1) - start;
        this.position = new int[size];
        this.below = new int[size];
        for (int node = size - 1; node >= 0; node--) {
            below[node] = isSplit(node) ? 1 + below[left(node)] + below[right(node)] : 1;
        }
    }

    /**
     * Finds the place of each node of a tree.
     *
     * @return by a node's number in the tree its place: 0 for the root, 1 being the start of a line; each split before its children,
     *     which are side by side
     */
    static int[] of(TreeNodes source, int tree) {
        NodeOrder order = new NodeOrder(source, tree);
        if (order.isSplit(0)) {
            order.pages.add(0);
        }
        while (!order.pages.isEmpty()) {
            order.fillPage();
        }
        return order.position;
    }

    private boolean isSplit(int node) {
        return !source.isLeaf(start + node);
    }

    private int left(int split) {
        return source.left(start + split);
    }

    private int right(int split) {
        return source.right(start + split);
    }

    private void fillPage() {
        for (int line = 0; line < LINES_A_PAGE; line++) {
            fillLine();
        }
        pages.addAll(lines);
        lines.clear();
    }

    private void fillLine() {
        for (int pair = 0; pair < PAIRS; pair++) {
            if (count == 0) {
                Integer split = lines.isEmpty() ? pages.poll() : lines.poll();
                if (split == null) {
                    return;
                }
                candidates[count++] = split;
            }
            int split = takeLargest();
            place(left(split));
            place(right(split));
        }
        while (count > 0) {
            lines.add(takeLargest());
        }
    }

    private void place(int node) {
        position[node] = next++;
        if (isSplit(node)) {
            candidates[count++] = node;
        }
    }

    private int takeLargest() {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (below[candidates[i]] > below[candidates[largest]]) {
                largest = i;
            }
        }
        int taken = candidates[largest];
        candidates[largest] = candidates[--count];
        return taken;
    }
}
