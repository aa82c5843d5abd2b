package io.github.modelkeel.tracking.spool.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order they came, which are all still there when there is no memory for one more: an {@link java.util.ArrayDeque} that
 * cannot grow is empty from then on. Not thread-safe.
 *
 * @param <T> what it holds
 */
public final class Fifo<T> {
    private @Nullable Object[] ring = new Object[16];
    private int head;
    private int size;

    /**
     * Adds an element behind all others.
     *
     * @param element the element
     */
    public void add(T element) {
        if (size == ring.length) {
            grow();
        }
        ring[place(size)] = element;
        size++;
    }

    /**
     * Makes room for more elements, so that adding them needs no memory.
     *
     * @param more how many
     */
    public void reserve(int more) {
        while (size + more > ring.length) {
            grow();
        }
    }

    private void grow() {
        @Nullable Object[] larger = new Object[2 * ring.length];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[place(i)];
        }
        ring = larger;
        head = 0;
    }

    private int place(int index) {
        return (head + index) & (ring.length - 1);
    }

    /**
     * The oldest element.
     *
     * @return the element, or null when there is none
     */
    public @Nullable T peek() {
        return size == 0 ? null : get(0);
    }

    /**
     * The newest element.
     *
     * @return the element, or null when there is none
     */
    public @Nullable T peekLast() {
        return size == 0 ? null : get(size - 1);
    }

    /**
     * The element at a place.
     *
     * @param index its place; 0 is the oldest
     * @return the element
     * @throws IndexOutOfBoundsException if there is none
     */
    @SuppressWarnings("unchecked") // add takes nothing else
    public T get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("element " + index + " of " + size);
        }
        return (T) Objects.requireNonNull(ring[place(index)]);
    }

    /**
     * Takes the oldest element away.
     *
     * @return the element
     * @throws NoSuchElementException if there is none
     */
    public T remove() {
        if (size == 0) {
            throw new NoSuchElementException();
        }
        T first = get(0);
        ring[head] = null;
        head = place(1);
        size--;
        return first;
    }

    /**
     * Puts an element before all others.
     *
     * @param element the element
     */
    public void addFirst(T element) {
        if (size == ring.length) {
            grow();
        }
        head = place(ring.length - 1);
        ring[head] = element;
        size++;
    }

    /**
     * Takes the newest element away.
     *
     * @return the element
     * @throws NoSuchElementException if there is none
     */
    public T removeLast() {
        if (size == 0) {
            throw new NoSuchElementException();
        }
        T last = get(size - 1);
        size--;
        ring[place(size)] = null;
        return last;
    }

    /**
     * Takes the element at a place away.
     *
     * @param index its place; 0 is the oldest
     * @throws IndexOutOfBoundsException if there is none
     */
    public void remove(int index) {
        Objects.checkIndex(index, size);
        for (int i = index; i < size - 1; i++) {
            ring[place(i)] = ring[place(i + 1)];
        }
        size--;
        ring[place(size)] = null;
    }

    /**
     * Whether there is no element.
     *
     * @return whether it is empty
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * How many elements there are.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    /**
     * The elements, oldest first.
     *
     * @return a copy
     */
    public List<T> toList() {
        List<T> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(get(i));
        }
        return all;
    }

    /** Takes all elements away. */
    public void clear() {
        Arrays.fill(ring, null);
        head = 0;
        size = 0;
    }
}
