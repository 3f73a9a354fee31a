/**
 * Kanji that people type for one another, mostly in names of persons and places, and the old forms (旧字体) of signs
 * in daily use. NFKC leaves all of these alone (docs/toolchain.md §1), so the search has its own table.
 *
 * Each word is one group: the sign that stands for the group, then the signs folded into it. The table serves finding
 * only; what was typed is kept and shown (domain.md §10), so a group may be generous (斉・斎) where a miss costs more
 * than a hit too many.
 */
const GROUPS = `
高髙 崎﨑嵜 辺邊邉 浜濱濵 徳德 瀬瀨 斉斎齊齋 島嶋嶌 沢澤 桜櫻 国國圀 広廣 真眞 恵惠 栄榮 与與
竜龍 滝瀧 吉𠮷 土圡 橋𣘺 柳栁桺 館舘 富冨 峰峯 淵渕渊 曽曾 桑桒 松枩柗 梅楳 野埜 船舩 達逹 岳嶽 鶴靏靍 鴎鷗
桧檜 薮藪籔 籠篭 槙槇 尭堯 祢禰 晋晉 芦蘆 弥彌 聡聰 彦彥 昂昻 恒恆 亘亙 姫姬 郎郞 寿壽 寛寬 巌巖 亀龜 鉄鐵鉃
塩鹽 糸絲 稲稻 穂穗 頼賴 豊豐 宝寶 黒黑 黄黃 緑綠 青靑 清淸 静靜 遥遙 瑶瑤 礼禮 慎愼 鎮鎭 沖冲 渓溪 涛濤 砺礪
蛎蠣 祷禱 填塡 頬頰 剥剝 掴摑 噛嚙 蝋蠟 麺麵 醤醬 侠俠 諌諫 凛凜 兎兔 壷壺 靭靱 戸戶户 呉吳 内內
亜亞 悪惡 圧壓 囲圍 医醫 壱壹 隠隱 飲飮 縁緣 円圓 応應 欧歐 温溫 穏穩 価價 仮假 画畫 会會 絵繪 拡擴 概槪 殻殼
覚覺 学學 楽樂 巻卷 陥陷 勧勸 歓歡 観觀 関關 缶罐 顔顏 帰歸 気氣 既旣 旧舊 拠據 挙擧 虚虛 強强 峡峽 狭狹 況况
暁曉 区區 駆驅 径徑 茎莖 経經 継繼 軽輕 鶏鷄 芸藝 決决 欠缺 倹儉 剣劍 圏圈 検檢 権權 献獻 県縣 険險 顕顯 験驗
厳嚴 研硏 減减 効效 号號 鉱鑛 済濟 歳歲 剤劑 冊册 雑雜 参參 産產 蚕蠶 賛贊 残殘 児兒 辞辭 湿濕 実實 写寫 釈釋
収收 渋澁 従從 縦縱 処處 将將 奨奬 焼燒 証證 条條 状狀 浄淨 乗乘 壌壤 嬢孃 譲讓 穣穰 醸釀 嘱囑 触觸 尽盡 準凖
図圖 粋粹 酔醉 数數 枢樞 声聲 税稅 説說 鋭銳 脱脫 閲閱 悦悅 浅淺 銭錢 践踐 戦戰 禅禪 双雙 壮壯 荘莊 窓窗 挿插
捜搜 装裝 総總 騒騷 増增 蔵藏 臓臟 巣巢 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 択擇 担擔 胆膽 単單 団團
弾彈 遅遲 昼晝 虫蟲 鋳鑄 庁廳 聴聽 逓遞 転轉 伝傳 点點 当當 灯燈 党黨 届屆 独獨 読讀 弐貳 悩惱 脳腦 廃廢 拝拜
売賣 発發 抜拔 蛮蠻 秘祕 瓶甁 仏佛 払拂 併倂 並竝 弁辨瓣辯 舗舖 歩步 没沒 毎每 万萬 満滿 黙默 戻戾 薬藥 訳譯
駅驛 予豫 余餘 誉譽 揺搖 様樣 謡謠 横橫 来來 乱亂 覧覽 略畧 両兩 猟獵 涼凉 隣鄰 塁壘 涙淚 励勵 霊靈 齢齡 歴歷
暦曆 恋戀 炉爐 労勞 楼樓 録錄 湾灣
`;

/** Folded sign → the sign of its group. */
export const KANJI_VARIANTS: ReadonlyMap<string, string> = new Map(
  GROUPS.trim()
    .split(/\s+/)
    .flatMap((group) => {
      const [base = '', ...others] = group;
      return others.map((other): [string, string] => [other, base]);
    }),
);
