package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stack and the memo of the pickle machine. Nothing below a mark can be reached. Not thread-safe. */
final class PickleStack {
    private final PickleInput input;
    private Node[] stack = new Node[64];
    private int size;
    private int[] marks = new int[16];
    private int markCount;
    private @Nullable Node[] memo = new Node[64];
    private int memoCount;

    PickleStack(PickleInput input) {
        this.input = input;
    }

    void push(Node node) {
        if (size == Reading.MAX_NODES) {
            throw input.bad("more than " + Reading.MAX_NODES + " values wait on the stack");
        }
        if (size == stack.length) {
            stack = Arrays.copyOf(stack, 2 * size);
        }
        stack[size++] = node;
    }

    private int floor() {
        return markCount == 0 ? 0 : marks[markCount - 1];
    }

    Node pop() {
        if (size <= floor()) {
            throw input.bad("the stack is empty");
        }
        return stack[--size];
    }

    Node peek() {
        if (size <= floor()) {
            throw input.bad("the stack is empty");
        }
        return stack[size - 1];
    }

    /** Drops the top, which may be a mark. */
    void drop() {
        if (markCount > 0 && size == floor()) {
            markCount--;
        } else {
            pop();
        }
    }

    void mark() {
        if (markCount == Reading.MAX_MARKS) {
            throw input.bad("its collections are nested more than " + Reading.MAX_MARKS + " levels deep");
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = size;
    }

    /** Takes what is above the last mark, and the mark. */
    List<Node> popToMark() {
        if (markCount == 0) {
            throw input.bad("there is no mark on the stack");
        }
        int from = marks[--markCount];
        List<Node> items = new ArrayList<>(Arrays.asList(stack).subList(from, size));
        size = from;
        return items;
    }

    List<Node> pop(int count) {
        Node[] items = new Node[count];
        for (int i = count - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return Arrays.asList(items);
    }

    boolean isEmpty() {
        return size == 0 && markCount == 0;
    }

    void memoize() {
        put(memoCount);
    }

    /** Python numbers the memo from 0 on and enters a value once, so that no index is beyond the bytes read so far or the values. */
    void put(long index) {
        if (index < 0 || index > Math.min(input.position(), 2 * Reading.MAX_NODES)) {
            throw input.bad("the memo has no place " + index);
        }
        int at = (int) index;
        if (at >= memo.length) {
            memo = Arrays.copyOf(memo, Math.max(at + 1, 2 * memo.length));
        }
        memoCount += memo[at] == null ? 1 : 0;
        memo[at] = peek();
    }

    void get(long index) {
        Node node = index >= 0 && index < memo.length ? memo[(int) index] : null;
        if (node == null) {
            throw input.bad("nothing is in the memo at " + index);
        }
        push(node);
    }
}
