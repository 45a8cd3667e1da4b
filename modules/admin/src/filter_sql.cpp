#include "filter_sql.hpp"

#include <chrono>

#include <fmt/format.h>

namespace backbone::admin::odata {
namespace {

constexpr std::string_view kTrue = "1 = 1";
constexpr std::string_view kFalse = "1 = 0";

std::string_view symbol_of(Operator comparison)
{
    switch (comparison) {
        case Operator::eq:
            return "=";
        case Operator::ne:
            return "<>";
        case Operator::gt:
            return ">";
        case Operator::ge:
            return ">=";
        case Operator::lt:
            return "<";
        default:
            return "<=";
    }
}

/// Characters, not bytes.
std::int64_t length_of(std::string_view text)
{
    std::int64_t length = 0;
    for (const char c : text) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return length;
}

class Translator
{
  public:
    Condition translate(const Filter& filter)
    {
        condition_.sql = sql_of(filter);
        return std::move(condition_);
    }

  private:
    std::string sql_of(const Filter& filter)
    {
        return std::visit([this](const auto& meaning) { return write(meaning); }, filter.meaning);
    }

    template <class T>
    std::string parameter(const T& value)
    {
        condition_.parameters.push_back(to_parameter(value));
        return fmt::format(":value_{}", condition_.parameters.size());
    }

    std::string column(const Operand& operand)
    {
        condition_.needs_tiers |= operand.property->needs_tiers();
        const std::string_view name = operand.property->column;
        switch (operand.text_case) {
            case Operand::Case::lower:
                return fmt::format("LOWER({})", name);
            case Operand::Case::upper:
                return fmt::format("UPPER({})", name);
            default:
                return std::string(name);
        }
    }

    std::string write(const Constant& constant) { return std::string(constant.value ? kTrue : kFalse); }

    std::string write(const Negation& negation) { return "NOT (" + sql_of(negation.of.front()) + ")"; }

    std::string write(const Junction& junction)
    {
        std::string sql;
        for (const Filter& part : junction.parts) {
            if (!sql.empty()) sql += junction.needs_all ? " AND " : " OR ";
            sql += "(" + sql_of(part) + ")";
        }
        return sql;
    }

    std::string write(const Search& search)
    {
        if (search.text.empty()) return std::string(kTrue);
        const std::string name = column(search.operand);
        if (search.only_at_start) {
            const std::string length = parameter(length_of(search.text));
            return fmt::format("SUBSTRING({}, 1, {}) = {}", name, length, parameter(search.text));
        }
        // Exact in every database, and no character of the text has a meaning.
        return fmt::format("REPLACE({}, {}, '') <> {}", name, parameter(search.text), name);
    }

    std::string write(const Membership& membership)
    {
        const std::string name = column(membership.operand);
        std::string sql;
        for (const Literal& literal : membership.literals) {
            if (!sql.empty()) sql += " OR ";
            sql += known(membership.operand, name + " = " + value(literal));
        }
        return sql;
    }

    std::string write(const Comparison& comparison)
    {
        const std::string name = column(comparison.operand);
        if (std::holds_alternative<Null>(comparison.literal)) {
            return name + (comparison.comparison == Operator::eq ? " IS NULL" : " IS NOT NULL");
        }
        if (const auto* day = std::get_if<Day>(&comparison.literal)) {
            return write_day(comparison.operand, comparison.comparison, *day);
        }
        const std::string sql =
            fmt::format("{} {} {}", name, symbol_of(comparison.comparison), value(comparison.literal));
        if (comparison.comparison == Operator::ne) return or_unknown(comparison.operand, sql);
        return known(comparison.operand, sql);
    }

    /// By the day in UTC, and so that an index on the time can be used.
    std::string write_day(const Operand& operand, Operator comparison, const Day& day)
    {
        const std::string name = column(operand);
        const Timestamp end = day.begin + std::chrono::hours{24};
        switch (comparison) {
            case Operator::eq: {
                const std::string first = parameter(day.begin);
                return known(operand, fmt::format("{} >= {} AND {} < {}", name, first, name, parameter(end)));
            }
            case Operator::ne: {
                const std::string first = parameter(day.begin);
                return or_unknown(operand, fmt::format("{} < {} OR {} >= {}", name, first, name, parameter(end)));
            }
            case Operator::gt:
                return known(operand, name + " >= " + parameter(end));
            case Operator::ge:
                return known(operand, name + " >= " + parameter(day.begin));
            case Operator::lt:
                return known(operand, name + " < " + parameter(day.begin));
            default:
                return known(operand, name + " < " + parameter(end));
        }
    }

    /// False, and not unknown, for what is not there.
    static std::string known(const Operand& operand, const std::string& sql)
    {
        if (!operand.property->is_nullable) return sql;
        return fmt::format("({} IS NOT NULL AND {})", operand.property->column, sql);
    }

    static std::string or_unknown(const Operand& operand, const std::string& sql)
    {
        if (!operand.property->is_nullable) return sql;
        return fmt::format("({} OR {} IS NULL)", sql, operand.property->column);
    }

    std::string value(const Literal& literal)
    {
        if (const auto* text = std::get_if<std::string>(&literal)) return parameter(*text);
        // It may be larger than what fits into the column.
        if (const auto* number = std::get_if<std::int64_t>(&literal))
            return "CAST(" + parameter(*number) + " AS BIGINT)";
        return parameter(std::get<Timestamp>(literal));
    }

    Condition condition_;
};

}  // namespace

Condition condition_of(const Filter& filter)
{
    return Translator().translate(filter);
}

}  // namespace backbone::admin::odata
