#include "filter.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include <backbone/binding.hpp>

#include "filter_tokens.hpp"
#include "odata_error.hpp"

namespace backbone::admin::odata {
namespace {

using input::equal_ignoring_case;
using Kind = Token::Kind;

/// The recorded server takes a hundred expression nodes, of which a comparison needs several.
constexpr std::size_t kMaximumValues = 200;
constexpr std::size_t kMaximumDepth = 50;

constexpr auto kOperators = std::to_array<std::pair<std::string_view, Operator>>({
    {"eq", Operator::eq},
    {"ne", Operator::ne},
    {"gt", Operator::gt},
    {"ge", Operator::ge},
    {"lt", Operator::lt},
    {"le", Operator::le},
});

/// `3 gt x` is `x lt 3`.
Operator mirrored(Operator comparison)
{
    switch (comparison) {
        case Operator::gt:
            return Operator::lt;
        case Operator::ge:
            return Operator::le;
        case Operator::lt:
            return Operator::gt;
        case Operator::le:
            return Operator::ge;
        default:
            return comparison;
    }
}

std::int64_t integer_of(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) throw malformed("$filter", "a number is too large");
    return value;
}

Literal time_of(const std::string& text)
{
    constexpr std::size_t kDay = std::string_view("yyyy-MM-dd").size();
    const auto time = Timestamp::parse(text);
    if (!time) throw malformed("$filter", "a literal is neither a number nor a time");
    if (text.size() == kDay) return Day{*time};
    return *time;
}

bool fits(const Operand& operand, const Literal& literal)
{
    if (std::holds_alternative<Null>(literal)) return true;
    switch (operand.property->kind) {
        case PropertyKind::text:
            return std::holds_alternative<std::string>(literal);
        case PropertyKind::integer:
            return std::holds_alternative<std::int64_t>(literal);
        default:
            return std::holds_alternative<Timestamp>(literal) || std::holds_alternative<Day>(literal);
    }
}

/// Recursive descent: or, and, not, then what is true or false by itself.
class Parser
{
  public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    Filter parse()
    {
        Filter filter = disjunction();
        if (next().kind != Kind::end_of_text) throw malformed("$filter", "it goes on behind its end");
        return filter;
    }

  private:
    const Token& next() const { return tokens_[at_]; }
    Token take() { return tokens_[next().kind == Kind::end_of_text ? at_ : at_++]; }
    bool take_if(Kind kind)
    {
        if (next().kind != kind) return false;
        take();
        return true;
    }
    bool take_word(std::string_view word)
    {
        if (next().kind != Kind::word || !equal_ignoring_case(next().value, word)) return false;
        take();
        return true;
    }
    void expect(Kind kind, std::string_view what)
    {
        if (!take_if(kind)) throw malformed("$filter", std::string("there should be ") + std::string(what));
    }

    Filter disjunction() { return junction("or", false, &Parser::conjunction); }
    Filter conjunction() { return junction("and", true, &Parser::factor); }

    Filter junction(std::string_view word, bool needs_all, Filter (Parser::*part)())
    {
        std::vector<Filter> parts;
        parts.push_back((this->*part)());
        while (take_word(word)) parts.push_back((this->*part)());
        if (parts.size() == 1) return std::move(parts.front());
        return {Junction{needs_all, std::move(parts)}};
    }

    Filter factor()
    {
        if (depth_ == kMaximumDepth) throw Refused("The filter is nested too deeply.");
        ++depth_;
        Filter filter = negation_or_primary();
        --depth_;
        return filter;
    }

    Filter negation_or_primary()
    {
        if (take_word("not")) {
            std::vector<Filter> of;
            of.push_back(factor());
            return {Negation{std::move(of)}};
        }
        if (take_if(Kind::open)) {
            Filter inner = disjunction();
            expect(Kind::close, "a closing parenthesis");
            return inner;
        }
        if (take_word("true")) return {Constant{true}};
        if (take_word("false")) return {Constant{false}};
        if (take_word("contains")) return search(false);
        if (take_word("startswith")) return search(true);
        return comparison();
    }

    Filter search(bool only_at_start)
    {
        expect(Kind::open, "the arguments of a function");
        const Operand operand = required_operand();
        require_text(operand);
        expect(Kind::comma, "a second argument");
        if (next().kind != Kind::text) throw malformed("$filter", "a text is looked for");
        std::string text = take().value;
        count_value();
        expect(Kind::close, "the end of the arguments");
        return {Search{operand, std::move(text), only_at_start}};
    }

    Filter comparison()
    {
        if (const auto operand = take_operand()) {
            if (take_word("in")) return membership(*operand);
            const Operator op = take_operator();
            return compared(*operand, op, take_literal());
        }
        Literal literal = take_literal();
        const Operator op = mirrored(take_operator());
        return compared(required_operand(), op, std::move(literal));
    }

    static Filter compared(const Operand& operand, Operator op, Literal literal)
    {
        if (!fits(operand, literal)) throw malformed("$filter", "a literal is of another type than its property");
        const bool is_order = op != Operator::eq && op != Operator::ne;
        if (is_order && std::holds_alternative<Null>(literal)) throw malformed("$filter", "null has no order");
        return {Comparison{operand, op, std::move(literal)}};
    }

    Filter membership(const Operand& operand)
    {
        Membership membership{operand, {}};
        expect(Kind::open, "a list");
        do {
            membership.literals.push_back(take_literal());
            const Literal& literal = membership.literals.back();
            if (!fits(operand, literal) || std::holds_alternative<Null>(literal) ||
                std::holds_alternative<Day>(literal)) {
                throw malformed("$filter", "an element of a list is of another type than its property");
            }
        } while (take_if(Kind::comma));
        expect(Kind::close, "the end of a list");
        return {std::move(membership)};
    }

    Operand required_operand()
    {
        const auto operand = take_operand();
        if (!operand) throw malformed("$filter", "there should be a property");
        return *operand;
    }

    /// Absent when a literal is next.
    std::optional<Operand> take_operand()
    {
        if (next().kind != Kind::word || equal_ignoring_case(next().value, "null")) return std::nullopt;
        if (take_word("tolower")) return operand_in_parentheses(Operand::Case::lower);
        if (take_word("toupper")) return operand_in_parentheses(Operand::Case::upper);
        if (take_word("date")) return date_in_parentheses();
        const Property* property = find_property(next().value);
        if (!property) throw malformed("$filter", "there is no such property, function or operator");
        take();
        return Operand{property};
    }

    Operand operand_in_parentheses(Operand::Case text_case)
    {
        expect(Kind::open, "the argument of a function");
        Operand operand = required_property();
        require_text(operand);
        operand.text_case = text_case;
        expect(Kind::close, "the end of the argument");
        return operand;
    }

    /// A time is compared with a day by its own day anyway.
    Operand date_in_parentheses()
    {
        expect(Kind::open, "the argument of a function");
        const Operand operand = required_property();
        if (operand.property->kind != PropertyKind::time) throw malformed("$filter", "only a time has a date");
        expect(Kind::close, "the end of the argument");
        return operand;
    }

    Operand required_property()
    {
        const Property* property = next().kind == Kind::word ? find_property(next().value) : nullptr;
        if (!property) throw malformed("$filter", "there should be a property");
        take();
        return Operand{property};
    }

    static void require_text(const Operand& operand)
    {
        if (operand.property->kind != PropertyKind::text) throw malformed("$filter", "the property is no text");
    }

    Operator take_operator()
    {
        for (const auto& [word, comparison] : kOperators) {
            if (take_word(word)) return comparison;
        }
        throw malformed("$filter", "there should be an operator");
    }

    Literal take_literal()
    {
        count_value();
        if (take_word("null")) return Null{};
        const Token token = take();
        switch (token.kind) {
            case Kind::text:
                return token.value;
            case Kind::integer:
                return integer_of(token.value);
            case Kind::time:
                return time_of(token.value);
            default:
                throw malformed("$filter", "there should be a literal");
        }
    }

    void count_value()
    {
        if (++values_ > kMaximumValues) throw Refused("The filter has too many values.");
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t values_ = 0;
};

}  // namespace

Filter parse_filter(std::string_view text)
{
    return Parser(tokens_of(text)).parse();
}

}  // namespace backbone::admin::odata
