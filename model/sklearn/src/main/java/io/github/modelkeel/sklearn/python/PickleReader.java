package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.node.Constants;
import io.github.modelkeel.sklearn.python.node.Depth;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.ObjectNode;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.math.BigInteger;
import java.util.List;

/**
 * Runs the stack machine of a pickle (protocols 0 to 5) without calling anything: a name becomes a {@link Node.Name}, a call a node of
 * the name and the arguments, a state that node's state. Arrays that joblib puts between the opcodes are read where it says. Not
 * thread-safe.
 */
final class PickleReader {
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int HIGHEST_PROTOCOL = 5;

    private final PickleInput input;
    private final Reading reading;
    private final PickleStack stack;
    private final PickleCalls calls;
    private final boolean joblib;

    private PickleReader(PickleInput input, boolean joblib) {
        this.input = input;
        this.reading = input.reading();
        this.stack = new PickleStack(input);
        this.calls = new PickleCalls(reading);
        this.joblib = joblib;
    }

    /** Reads a whole file. */
    static Node read(Reading reading, byte[] content) {
        PickleInput input = new PickleInput(reading, content);
        Node root = new PickleReader(input, true).run();
        if (input.left() > 0) {
            throw input.bad(input.left() + " bytes follow the end of the pickle");
        }
        return Depth.check(reading, root);
    }

    /** Reads a pickle within a joblib file: an array of objects. */
    private Node nested() {
        return new PickleReader(input, false).run();
    }

    private Node run() {
        while (true) {
            int opcode = input.unsignedByte();
            if (opcode == '.') {
                Node root = stack.pop();
                if (!stack.isEmpty()) {
                    throw input.bad("something is left on the stack");
                }
                return root;
            }
            if (!(constant(opcode) || text(opcode) || container(opcode) || object(opcode) || machine(opcode))) {
                throw refused(opcode);
            }
        }
    }

    private RuntimeException refused(int opcode) {
        String what = switch (opcode) {
            case 'P', 'Q' -> "it refers to an object outside of the file (a persistent id)";
            case 0x82, 0x83, 0x84 -> "it refers to a registry of the process that wrote it (an extension code)";
            case 0x97, 0x98 -> "its arrays are in buffers outside of the file; save it without a buffer_callback";
            case 'S', 'T', 'U' -> "it was written by Python 2; load and save it with Python 3";
            default -> "not a valid pickle: unknown opcode 0x" + Integer.toHexString(opcode);
        };
        return input.bad(what);
    }

    private boolean constant(int opcode) {
        switch (opcode) {
            case 'N' -> stack.push(Node.None.NONE);
            case 0x88 -> stack.push(Constants.TRUE);
            case 0x89 -> stack.push(Constants.FALSE);
            case 'K' -> integer(input.unsignedByte());
            case 'M' -> integer(input.unsignedShort());
            case 'J' -> integer(input.signedInt());
            case 0x8a -> longInteger(input.unsignedByte());
            case 0x8b -> longInteger(input.signedInt());
            case 'I' -> integerLine(input.line());
            case 'L' -> integerLine(input.line());
            case 'F' -> stack.push(reading.count(new Node.Real(floatLine(input.line()))));
            case 'G' -> stack.push(reading.count(new Node.Real(input.bigEndianDouble())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case 'V' -> string(input.escapedLine());
            case 'X' -> string(input.text(input.unsignedInt()));
            case 0x8c -> string(input.text(input.unsignedByte()));
            case 0x8d -> string(input.text(input.unsignedLong()));
            case 'B' -> bytes(input.unsignedInt());
            case 'C' -> bytes(input.unsignedByte());
            case 0x8e, 0x96 -> bytes(input.unsignedLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case ')' -> stack.push(SequenceNode.EMPTY_TUPLE);
            case 't' -> sequence(SequenceNode.Type.TUPLE, stack.popToMark());
            case 0x85, 0x86, 0x87 -> sequence(SequenceNode.Type.TUPLE, stack.pop(opcode - 0x84));
            case ']' -> stack.push(reading.count(SequenceNode.growing(SequenceNode.Type.LIST)));
            case 'l' -> sequence(SequenceNode.Type.LIST, stack.popToMark());
            case 0x8f -> stack.push(reading.count(SequenceNode.growing(SequenceNode.Type.SET)));
            case 0x91 -> sequence(SequenceNode.Type.FROZENSET, stack.popToMark());
            case '}' -> stack.push(reading.count(DictNode.plain()));
            case 'd' -> {
                List<Node> items = stack.popToMark();
                stack.push(reading.count(DictNode.plain()));
                calls.put(stack.peek(), items);
            }
            case 'a' -> calls.append(stack, List.of(stack.pop()));
            case 'e', 0x90 -> calls.append(stack, stack.popToMark());
            case 's' -> {
                List<Node> items = stack.pop(2);
                calls.put(stack.peek(), items);
            }
            case 'u' -> {
                List<Node> items = stack.popToMark();
                calls.put(stack.peek(), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) {
        switch (opcode) {
            case 'c' -> stack.push(name(input.line(), input.line()));
            case 0x93 -> {
                List<Node> name = stack.pop(2);
                if (!(name.get(0) instanceof Node.Text module) || !(name.get(1) instanceof Node.Text type)) {
                    throw input.bad("expected a string as name");
                }
                stack.push(name(module.value(), type.value()));
            }
            case 'R', 0x81 -> {
                List<Node> call = stack.pop(2);
                stack.push(reading.count(calls.call(call.get(0), call.get(1))));
            }
            case 0x92 -> {
                List<Node> call = stack.pop(3);
                stack.push(reading.count(new ObjectNode(call.get(0), call.get(1), call.get(2))));
            }
            case 'i' -> {
                Node name = name(input.line(), input.line());
                stack.push(reading.count(calls.call(name, tuple(stack.popToMark()))));
            }
            case 'o' -> {
                List<Node> items = stack.popToMark();
                if (items.isEmpty()) {
                    throw input.bad("an object has no class");
                }
                stack.push(reading.count(calls.call(items.get(0), tuple(items.subList(1, items.size())))));
            }
            case 'b' -> {
                Node state = stack.pop();
                calls.build(stack.peek(), state);
                if (joblib && JoblibArray.isWrapper(stack.peek())) {
                    Node array = JoblibArray.read(input, (ObjectNode) stack.pop(), this::nested);
                    stack.push(reading.count(array));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean machine(int opcode) {
        switch (opcode) {
            case '(' -> stack.mark();
            case '0' -> stack.drop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.peek());
            case 'p' -> stack.put(index(input.line()));
            case 'q' -> stack.put(input.unsignedByte());
            case 'r' -> stack.put(input.unsignedInt());
            case 0x94 -> stack.memoize();
            case 'g' -> stack.get(index(input.line()));
            case 'h' -> stack.get(input.unsignedByte());
            case 'j' -> stack.get(input.unsignedInt());
            case 0x80 -> {
                int protocol = input.unsignedByte();
                if (protocol > HIGHEST_PROTOCOL) {
                    throw input.bad("pickle protocol " + protocol + " is not known");
                }
            }
            case 0x95 -> {
                long frame = input.unsignedLong();
                if (frame < 0 || frame > input.left()) {
                    throw input.bad("it ends too early: a frame is longer than what is left");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Node.Name name(String module, String name) {
        if (module.length() > Reading.MAX_NAME || name.length() > Reading.MAX_NAME) {
            throw input.bad("a name is longer than " + Reading.MAX_NAME + " characters");
        }
        return reading.count(PickleCalls.python3(module, name));
    }

    private static SequenceNode tuple(List<Node> items) {
        return items.isEmpty() ? SequenceNode.EMPTY_TUPLE : new SequenceNode(SequenceNode.Type.TUPLE, items);
    }

    private void sequence(SequenceNode.Type type, List<Node> items) {
        stack.push(reading.count(new SequenceNode(type, items)));
    }

    private void string(String text) {
        stack.push(reading.count(new Node.Text(text)));
    }

    private void bytes(long length) {
        stack.push(reading.count(new Node.Bytes(input.span(length))));
    }

    private void integer(long value) {
        stack.push(reading.count(Constants.integer(value)));
    }

    private void integer(BigInteger value) {
        boolean fits = value.bitLength() < Long.SIZE && value.compareTo(MIN_LONG) >= 0;
        stack.push(reading.count(fits ? new Node.Int(value.longValue()) : new Node.BigInt(value)));
    }

    private void longInteger(int bytes) {
        if (bytes < 0 || bytes > Reading.MAX_INTEGER_BYTES) {
            throw input.bad("a whole number has " + Integer.toUnsignedString(bytes) + " bytes");
        }
        byte[] little = input.span(bytes).toArray();
        byte[] big = new byte[Math.max(1, bytes)];
        for (int i = 0; i < bytes; i++) {
            big[bytes - 1 - i] = little[i];
        }
        integer(new BigInteger(big));
    }

    private void integerLine(String line) {
        if (line.equals("00") || line.equals("01")) {
            stack.push(line.equals("01") ? Constants.TRUE : Constants.FALSE);
            return;
        }
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (!isDecimal(digits)) {
            throw input.bad("a whole number is broken");
        }
        integer(new BigInteger(digits));
    }

    private static boolean isDecimal(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from
                && text.length() <= 2 * Reading.MAX_INTEGER_BYTES
                && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private double floatLine(String line) {
        return PythonLiteral.number(line).orElseThrow(() -> input.bad("a float is broken"));
    }

    private long index(String line) {
        if (line.length() > 10 || !isDecimal(line)) {
            throw input.bad("an index of the memo is broken");
        }
        return Long.parseLong(line);
    }
}
