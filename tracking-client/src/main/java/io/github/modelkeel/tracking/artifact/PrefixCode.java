package io.github.modelkeel.tracking.artifact;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A Huffman code in the form that lossless WebP stores: lengths of at most 15 bits, codes in the order of lengths and symbols. */
final class PrefixCode {
    private static final int MAX_BITS = 15;
    private static final int CODE_LENGTH_SYMBOLS = 19;
    private static final int[] CODE_LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final int[] lengths;
    private final int[] codes;
    private final int used;
    private final int only;

    /** @param counts how often each symbol occurs */
    PrefixCode(int[] counts) {
        this.used = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        this.only = used == 1 ? firstUsed(counts) : 0;
        this.lengths = used <= 1 ? new int[counts.length] : lengths(counts);
        this.codes = codes(lengths);
    }

    private static int firstUsed(int[] counts) {
        int symbol = 0;
        while (counts[symbol] == 0) {
            symbol++;
        }
        return symbol;
    }

    private record Tree(long count, int order, int symbol, List<Tree> children) {}

    private static int[] lengths(int[] counts) {
        int[] rounded = counts.clone();
        while (true) {
            int[] lengths = new int[counts.length];
            if (depths(tree(rounded), 0, lengths) <= MAX_BITS) {
                return lengths;
            }
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = (rounded[i] + 1) / 2; // flatter, until no code is too long
            }
        }
    }

    private static Tree tree(int[] counts) {
        PriorityQueue<Tree> trees =
                new PriorityQueue<>(Comparator.comparingLong(Tree::count).thenComparingInt(Tree::order));
        int order = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                trees.add(new Tree(counts[symbol], order++, symbol, List.of()));
            }
        }
        while (trees.size() > 1) {
            Tree a = trees.remove();
            Tree b = trees.remove();
            trees.add(new Tree(a.count() + b.count(), order++, -1, List.of(a, b)));
        }
        return trees.remove();
    }

    private static int depths(Tree tree, int depth, int[] lengths) {
        if (tree.symbol() >= 0) {
            lengths[tree.symbol()] = depth;
            return depth;
        }
        int deepest = 0;
        for (Tree child : tree.children()) {
            deepest = Math.max(deepest, depths(child, depth + 1, lengths));
        }
        return deepest;
    }

    private static int[] codes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == bits) {
                    codes[symbol] = reversed(code++, bits);
                }
            }
            code <<= 1;
        }
        return codes;
    }

    private static int reversed(int code, int bits) {
        return Integer.reverse(code) >>> (32 - bits);
    }

    /** Writes which code it is. */
    void describe(BitWriter out) {
        if (used <= 1) {
            out.write(1, 1); // a simple code
            out.write(0, 1); // of one symbol
            out.write(1, 1); // of eight bits
            out.write(only, 8);
            return;
        }
        out.write(0, 1);
        out.write(CODE_LENGTH_SYMBOLS - 4, 4);
        for (int symbol : CODE_LENGTH_ORDER) {
            out.write(symbol <= MAX_BITS ? 4 : 0, 3); // each length is stored in four bits, repetitions are not used
        }
        out.write(0, 1);
        for (int length : lengths) {
            out.write(reversed(length, 4), 4);
        }
    }

    /** Writes a symbol; a code of one symbol needs no bits. */
    void write(int symbol, BitWriter out) {
        out.write(codes[symbol], lengths[symbol]);
    }
}
