package io.flamingock.internal.change;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the order of a change: what it declares, else what its name {@code _0001__Name} says. */
final class Orders {

    private static final Pattern IN_NAME = Pattern.compile("_(.+?)__.+");

    private Orders() {}

    /** The order, or nothing where there is no usable one, which was reported. */
    static String of(String declared, String simpleName, String place, Findings findings) {
        Matcher matcher = IN_NAME.matcher(simpleName);
        String named = matcher.matches() ? matcher.group(1) : "";
        if (declared.isEmpty() && named.isEmpty()) {
            findings.error(
                    "D3",
                    place,
                    "no order is declared, and the name '" + simpleName + "' has none",
                    "declare one, order = \"0001\", or name the class _0001__" + simpleName);
            return "";
        }
        String order = declared.isEmpty() ? named : declared;
        if (!order.codePoints().allMatch(Orders::isAllowed)) {
            findings.error(
                    "D4",
                    place,
                    "the order '" + Texts.visible(order) + "' has characters that an order must not have",
                    "use letters, digits 0 to 9 and . _ -");
            return "";
        }
        if (!named.isEmpty() && NaturalOrder.INSTANCE.compare(order, named) != 0) {
            findings.error(
                    "D3",
                    place,
                    "the declared order '" + order + "' and the order '" + named + "' of the name disagree",
                    "change one of them, or leave the declared one out");
        }
        return order;
    }

    private static boolean isAllowed(int c) {
        return Character.isLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    }
}
