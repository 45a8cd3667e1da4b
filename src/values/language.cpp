#include <backbone/language.hpp>

namespace backbone {
namespace {

// Codes of two letters each, in order, without separators.
constexpr std::string_view kLanguages =
    "aaabaeafakamanarasavayazbabebgbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvha"
    "hehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmyna"
    "nbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrts"
    "tttwtyugukuruzvevivowawoxhyiyozazhzu";

}  // namespace

bool is_language(std::string_view code)
{
    if (code.size() != 2) return false;
    for (std::size_t i = 0; i < kLanguages.size(); i += 2) {
        if (kLanguages.substr(i, 2) == code) return true;
    }
    return false;
}

}  // namespace backbone
