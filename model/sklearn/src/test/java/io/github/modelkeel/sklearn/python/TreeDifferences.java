package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What differs between two trees, place by place. Left out is what prediction never needs: how a random generator is built. A function
 * is known by its last name, since skops and pickle find numpy's functions in different modules.
 */
final class TreeDifferences {
    private final List<String> found = new ArrayList<>();
    private final IdentityHashMap<Node, Node> seen = new IdentityHashMap<>();
    private int compared;

    private TreeDifferences() {}

    static TreeDifferences between(Node expected, Node actual) {
        TreeDifferences differences = new TreeDifferences();
        differences.compare("", expected, actual);
        return differences;
    }

    List<String> found() {
        return found;
    }

    int compared() {
        return compared;
    }

    private void compare(String path, Node expected, Node actual) {
        compared++;
        boolean container = !expected.children().isEmpty();
        if (container && seen.put(expected, actual) != null) {
            return;
        }
        if (expected instanceof ObjectNode left && actual instanceof ObjectNode right) {
            objects(path, left, right);
        } else if (expected instanceof DictNode left && actual instanceof DictNode right) {
            same(path + ".size", left.size(), right.size());
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                DictNode.Entry entry = left.entries().get(i);
                DictNode.Entry other = right.entries().get(i);
                compare(path + ".key" + i, entry.key(), other.key());
                compare(path + "['" + Node.plain(entry.key()) + "']", entry.value(), other.value());
            }
        } else if (expected instanceof SequenceNode left && actual instanceof SequenceNode right) {
            same(path + ".type", left.type(), right.type());
            lists(path, left.items(), right.items());
        } else if (expected instanceof ArrayNode left && actual instanceof ArrayNode right) {
            arrays(path, left, right);
        } else if (expected instanceof Node.Name left && actual instanceof Node.Name right) {
            same(path, left.name(), right.name());
        } else {
            same(path, Description.of(expected), Description.of(actual));
        }
    }

    private void objects(String path, ObjectNode left, ObjectNode right) {
        same(path + ".class", left.className(), right.className());
        if (left.className().startsWith("numpy.random.")) {
            return;
        }
        compare(path + ".arguments", left.arguments(), right.arguments());
        same(path + ".state", left.state().isPresent(), right.state().isPresent());
        if (left.state().isPresent() && right.state().isPresent()) {
            compare(path, left.state().get(), right.state().get());
        }
        lists(path + ".elements", left.elements(), right.elements());
        same(path + ".entries", left.entries().size(), right.entries().size());
    }

    private void arrays(String path, ArrayNode left, ArrayNode right) {
        same(path + ".class", left.className(), right.className());
        same(path + ".shape", Arrays.toString(left.shape()), Arrays.toString(right.shape()));
        same(path + ".dtype", left.dtype().kind(), right.dtype().kind());
        left.dtype()
                .fields()
                .forEach(field -> compare(
                        path + "." + field.name(),
                        left.field(field.name()).orElseThrow(),
                        right.field(field.name()).orElseThrow()));
        if (left.dtype().fields().isEmpty()) {
            same(
                    path,
                    Arrays.toString(left.bits().orElse(new byte[0])),
                    Arrays.toString(right.bits().orElse(new byte[0])));
        }
        lists(path, left.objects().orElse(List.of()), right.objects().orElse(List.of()));
    }

    private void lists(String path, List<Node> left, List<Node> right) {
        same(path + ".length", left.size(), right.size());
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            compare(path + "[" + i + "]", left.get(i), right.get(i));
        }
    }

    private void same(String path, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            found.add(path + ": " + expected + " is " + actual);
        }
    }
}
