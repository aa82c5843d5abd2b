package io.github.modelkeel.sklearn.python.node;

import io.github.modelkeel.sklearn.python.array.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;

/** How deeply nodes are nested, found without recursion. A part that contains itself counts once. */
public final class Depth {
    private static final class Open {
        private final Node node;
        private final Iterator<Node> children;
        private int below;

        Open(Node node) {
            this.node = node;
            this.children = node.children().iterator();
        }
    }

    private Depth() {}

    /** Refuses a tree in which code that follows it by recursion could run out of stack. */
    public static Node check(Reading reading, Node root) {
        IdentityHashMap<Node, Integer> heights = new IdentityHashMap<>();
        Deque<Open> path = new ArrayDeque<>();
        path.push(new Open(root));
        heights.put(root, 0);
        while (!path.isEmpty()) {
            Open open = path.element();
            if (!open.children.hasNext()) {
                path.pop();
                heights.put(open.node, open.below + 1);
                require(reading, open.below + 1);
                if (!path.isEmpty()) {
                    path.element().below = Math.max(path.element().below, open.below + 1);
                }
                continue;
            }
            Node child = open.children.next();
            Integer height = isLeaf(child) ? Integer.valueOf(1) : heights.putIfAbsent(child, 0);
            if (height == null) {
                path.push(new Open(child));
                require(reading, path.size());
            } else {
                open.below = Math.max(open.below, height);
                require(reading, open.below + 1);
            }
        }
        return root;
    }

    private static boolean isLeaf(Node node) {
        return !(node instanceof SequenceNode
                || node instanceof DictNode
                || node instanceof ObjectNode
                || node instanceof ArrayNode
                || node instanceof Node.Slice);
    }

    private static void require(Reading reading, int depth) {
        if (depth > Reading.MAX_DEPTH) {
            throw reading.refusal("its values are nested more than " + Reading.MAX_DEPTH + " levels deep");
        }
    }
}
