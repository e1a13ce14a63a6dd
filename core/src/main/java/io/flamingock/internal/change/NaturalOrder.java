package io.flamingock.internal.change;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * Compares orders as people read them: a run of digits is one number, so "2" is before "10" and "1" equals "01"; all
 * else is compared by character, and a number takes the place of the character '0'.
 */
public final class NaturalOrder implements Comparator<String> {

    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endOfA = endOfDigits(a, i);
            int endOfB = endOfDigits(b, j);
            int difference = endOfA > i && endOfB > j
                    ? compareNumbers(a, i, endOfA, b, j, endOfB)
                    : Character.compare(endOfA > i ? '0' : a.charAt(i), endOfB > j ? '0' : b.charAt(j));
            if (difference != 0) {
                return difference;
            }
            i = Math.max(endOfA, i + 1);
            j = Math.max(endOfB, j + 1);
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    /** An order of the same shape right after the given one: its last number plus one, as wide as before. */
    static String after(String order) {
        int end = order.length();
        while (end > 0 && !isDigit(order.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            return order + "2";
        }
        int start = end;
        while (start > 0 && isDigit(order.charAt(start - 1))) {
            start--;
        }
        String next =
                new BigInteger(order.substring(start, end)).add(BigInteger.ONE).toString();
        return order.substring(0, start)
                + "0".repeat(Math.max(0, end - start - next.length()))
                + next
                + order.substring(end);
    }

    /** ASCII digits only: other scripts' digits are refused in an order (D4). */
    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Without cutting them out: orders are compared often. */
    private static int compareNumbers(String a, int i, int endOfA, String b, int j, int endOfB) {
        int left = withoutLeadingZeros(a, i, endOfA);
        int right = withoutLeadingZeros(b, j, endOfB);
        int difference = Integer.compare(endOfA - left, endOfB - right);
        while (difference == 0 && left < endOfA) {
            difference = Character.compare(a.charAt(left++), b.charAt(right++));
        }
        return difference;
    }

    private static int withoutLeadingZeros(String text, int from, int end) {
        int start = from;
        while (start < end - 1 && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
